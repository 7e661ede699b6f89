package dev.tocsin.identity.session;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.UUID;

/** An RSA key pair that signs access tokens. */
record SigningKey(UUID id, RSAPublicKey publicKey, PrivateKey privateKey, Instant createTime) {

  private static final int BITS = 2048;

  /** A new pair; takes a tenth of a second, so not on an event loop. */
  static SigningKey generate(UUID id, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(id, (RSAPublicKey) pair.getPublic(), pair.getPrivate(), now);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform makes RSA keys of " + BITS + " bits", e);
    }
  }

  /** The pair from its stored form: X.509 and PKCS#8. */
  static SigningKey of(UUID id, byte[] publicKey, byte[] privateKey, Instant createTime) {
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      return new SigningKey(
          id,
          (RSAPublicKey) rsa.generatePublic(new X509EncodedKeySpec(publicKey)),
          rsa.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
          createTime);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + id + " is not an RSA key as stored", e);
    }
  }
}
