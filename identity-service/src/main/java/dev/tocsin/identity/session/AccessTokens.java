package dev.tocsin.identity.session;

import dev.tocsin.proto.platform.v1.Role;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs access tokens: JWTs (RFC 7519) with the claims that {@code TokenVerifier} names. */
@Singleton
class AccessTokens {

  private final SigningKeys keys;
  private final SessionConfig config;

  AccessTokens(SigningKeys keys, SessionConfig config) {
    this.keys = keys;
    this.config = config;
  }

  /** Life of a new token. */
  Duration life() {
    return config.accessLife();
  }

  /** A token for this person in this session. */
  String issue(UUID tenant, UUID user, Role role, UUID session, Instant now) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("tocsin");
    claims.setSubject(user.toString());
    claims.setStringClaim("tid", tenant.toString());
    claims.setStringClaim("rol", role.name().substring("ROLE_".length()).toLowerCase(Locale.ROOT));
    claims.setStringClaim("sid", session.toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(life()).getEpochSecond()));
    SigningKey key = keys.signing();
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    token.setHeader("typ", "JWT");
    token.setKeyIdHeaderValue(key.id().toString());
    token.setPayload(claims.toJson());
    token.setKey(key.privateKey());
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("signing key " + key.id() + " does not sign", e);
    }
  }
}
