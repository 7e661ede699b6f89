package dev.tocsin.fakes.smtp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for localhost, 127.0.0.1 and ::1, signed by its own key, in PEM. Written here in
 * DER (RFC 5280) because the JDK reads certificates but makes none.
 */
record SelfSigned(String certificatePem, String keyPem) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final byte[] ECDSA_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
  private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
  private static final byte[] SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11);
  private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);

  /** Makes one that is valid from a day before {@code now} for ten years. */
  static SelfSigned create(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] body = body(keys, now);
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(body);
      byte[] certificate =
          sequence(body, sequence(ECDSA_SHA256), tagged(0x03, join(new byte[1], signer.sign())));
      return new SelfSigned(
          pem("CERTIFICATE", certificate), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK signs with EC keys", impossible);
    }
  }

  private static byte[] body(KeyPair keys, Instant now) {
    BigInteger serial = new BigInteger(120, new SecureRandom()).setBit(119);
    byte[] name =
        sequence(
            tagged(
                0x31,
                sequence(COMMON_NAME, tagged(0x0c, "localhost".getBytes(StandardCharsets.UTF_8)))));
    byte[] validity =
        sequence(time(now.minusSeconds(86_400)), time(now.plusSeconds(3_650L * 86_400)));
    return sequence(
        tagged(0xa0, tagged(0x02, new byte[] {2})),
        tagged(0x02, serial.toByteArray()),
        sequence(ECDSA_SHA256),
        name,
        validity,
        name,
        keys.getPublic().getEncoded(),
        tagged(0xa3, sequence(alternativeNames(), authority())));
  }

  private static byte[] alternativeNames() {
    byte[] v6 = new byte[16];
    v6[15] = 1;
    byte[] names =
        sequence(
            tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            tagged(0x87, new byte[] {127, 0, 0, 1}),
            tagged(0x87, v6));
    return sequence(SUBJECT_ALT_NAME, tagged(0x04, names));
  }

  /** Marks it as its own authority, so that a client that trusts it finds a complete chain. */
  private static byte[] authority() {
    byte[] yes = tagged(0x01, new byte[] {(byte) 0xff});
    return sequence(BASIC_CONSTRAINTS, yes, tagged(0x04, sequence(yes)));
  }

  private static byte[] time(Instant at) {
    return tagged(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oid(int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return tagged(0x06, value);
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, join(parts));
  }

  private static byte[] tagged(int tag, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length < 128) {
      out.write(value.length);
    } else {
      byte[] length = BigInteger.valueOf(value.length).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - skip));
      out.write(length, skip, length.length - skip);
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
