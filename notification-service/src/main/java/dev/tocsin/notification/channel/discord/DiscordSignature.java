package dev.tocsin.notification.channel.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Discord's signature of interactions: Ed25519 over the timestamp and the raw body, not older or
 * newer than five minutes.
 *
 * @see <a
 *     href="https://docs.discord.com/developers/interactions/overview#validating-security-request-headers">
 *     Discord: security headers</a>
 */
final class DiscordSignature {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** RFC 8410: what stands before the 32 bytes of an Ed25519 key in X.509. */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY = 32;
  private static final int SIGNATURE = 64;

  private DiscordSignature() {}

  /** Whether the request is Discord's. */
  static boolean isGenuine(
      String publicKey, String timestamp, String signature, byte[] body, Instant now) {
    if (!publicKey.matches("[0-9a-fA-F]{64}")
        || !signature.matches("[0-9a-fA-F]{128}")
        || !timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    byte[] stamp = timestamp.getBytes(UTF_8);
    byte[] signed = new byte[stamp.length + body.length];
    System.arraycopy(stamp, 0, signed, 0, stamp.length);
    System.arraycopy(body, 0, signed, stamp.length, body.length);
    HexFormat hex = HexFormat.of();
    return verify(hex.parseHex(publicKey), signed, hex.parseHex(signature));
  }

  /** Ed25519 (RFC 8032) of raw key, message and signature. */
  static boolean verify(byte[] key, byte[] message, byte[] signature) {
    if (key.length != KEY || signature.length != SIGNATURE) {
      return false;
    }
    byte[] encoded = new byte[X509.length + KEY];
    System.arraycopy(X509, 0, encoded, 0, X509.length);
    System.arraycopy(key, 0, encoded, X509.length, KEY);
    try {
      PublicKey known =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(known);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a key or a signature that is none
    }
  }
}
