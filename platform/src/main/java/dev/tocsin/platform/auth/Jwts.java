package dev.tocsin.platform.auth;

import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** What both kinds of token share: the signature is checked before anything in it is believed. */
public final class Jwts {
  /** Clocks of two machines may differ by this much. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private Jwts() {}

  /** The claims, or null when the signature is not of this key and these algorithms. */
  public static @Nullable JwtClaims claims(String token, AlgorithmConstraints allowed, Key key) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(allowed);
      signature.setCompactSerialization(token);
      signature.setKey(key);
      return signature.verifySignature() ? JwtClaims.parse(signature.getPayload()) : null;
    } catch (JoseException | InvalidJwtException e) {
      return null;
    }
  }

  /** The id of the key that a token says it was signed with; empty when it names none. */
  public static String keyId(String token) {
    try {
      String id = JsonWebSignature.fromCompactSerialization(token).getKeyIdHeaderValue();
      return id == null ? "" : id;
    } catch (JoseException e) {
      return "";
    }
  }

  /**
   * Whether its time is over at {@code now}, with 30 seconds of leeway; true when it names none.
   */
  public static boolean expired(JwtClaims claims, Instant now) throws MalformedClaimException {
    return claims.getExpirationTime() == null
        || claims.getExpirationTime().getValue() + LEEWAY.toSeconds() <= now.getEpochSecond();
  }
}
