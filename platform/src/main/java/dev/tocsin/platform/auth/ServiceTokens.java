package dev.tocsin.platform.auth;

import dev.tocsin.platform.time.TocsinClock;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * What Tocsin's services show one another: a JWT signed HS256 with the shared {@code
 * tocsin.service-secret}, whose subject is the name of the service, good for ten minutes.
 */
@Singleton
public class ServiceTokens {
  static final String ISSUER = "tocsin-service";
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final AlgorithmConstraints HS256 =
      new AlgorithmConstraints(
          AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256);

  private final @Nullable Key key;
  private final TocsinClock clock;
  private final AtomicReference<@Nullable Minted> last = new AtomicReference<>();
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  private record Minted(String name, String token, Instant renew) {}

  /** The service tokens met last: a caller shows the same one for minutes. */
  private record Seen(String token, String name, Instant expires) {}

  ServiceTokens(
      @ConfigProperty(name = "tocsin.service-secret") Optional<String> secret, TocsinClock clock) {
    this.key =
        secret
            .filter(s -> !s.isBlank())
            .map(s -> new SecretKeySpec(strong(s), "HmacSHA256"))
            .orElse(null);
    this.clock = clock;
  }

  private static byte[] strong(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 32) {
      throw new IllegalStateException(
          "tocsin.service-secret has "
              + bytes.length
              + " bytes; HS256 takes 32 or more: make one with `openssl rand -base64 32`");
    }
    return bytes;
  }

  /** A token that says that the bearer is this service. */
  public String mint(String name) {
    Instant now = clock.now();
    Minted kept = last.get();
    if (kept != null && kept.name.equals(name) && now.isBefore(kept.renew)) {
      return kept.token;
    }
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setSubject(name);
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFE).getEpochSecond()));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setKey(key());
    signature.setPayload(claims.toJson());
    try {
      String token = signature.getCompactSerialization();
      last.set(new Minted(name, token, now.plus(LIFE.dividedBy(2))));
      return token;
    } catch (JoseException e) {
      throw new IllegalStateException("cannot sign a service token", e);
    }
  }

  /** Name of the service that shows this token; empty when it is not genuine or has expired. */
  Optional<String> verify(String token) {
    if (key == null) {
      return Optional.empty();
    }
    Instant now = clock.now();
    Seen kept = seen.get();
    if (kept != null && kept.token.equals(token) && now.isBefore(kept.expires)) {
      return Optional.of(kept.name);
    }
    JwtClaims claims = Jwts.claims(token, HS256, key);
    try {
      if (claims == null
          || !ISSUER.equals(claims.getIssuer())
          || claims.getSubject() == null
          || Jwts.expired(claims, now)) {
        return Optional.empty();
      }
      Instant expires = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
      seen.set(new Seen(token, claims.getSubject(), expires));
      return Optional.of(claims.getSubject());
    } catch (MalformedClaimException e) {
      return Optional.empty();
    }
  }

  private Key key() {
    if (key == null) {
      throw new IllegalStateException(
          "tocsin.service-secret is not set: give every service the same one"
              + " (TOCSIN_SERVICE_SECRET)");
    }
    return key;
  }
}
