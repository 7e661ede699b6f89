package dev.tocsin.platform.rest;

import dev.tocsin.proto.identity.v1.GetSigningKeysResponse;
import dev.tocsin.proto.identity.v1.JsonWebKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Signs access tokens as identity does, and wrongly in every way that matters. */
final class TestTokens {
  static final RsaJsonWebKey KEY = generate("first");
  private static final List<RsaJsonWebKey> PUBLISHED = new CopyOnWriteArrayList<>(List.of(KEY));

  private TestTokens() {}

  static RsaJsonWebKey generate(String id) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  static void publish(RsaJsonWebKey key) {
    PUBLISHED.add(key);
  }

  static GetSigningKeysResponse published() {
    GetSigningKeysResponse.Builder keys = GetSigningKeysResponse.newBuilder();
    for (RsaJsonWebKey key : PUBLISHED) {
      keys.addKeys(
          JsonWebKey.newBuilder()
              .setKid(key.getKeyId())
              .setKty("RSA")
              .setAlg("RS256")
              .setUse("sig")
              .setN(
                  key.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                      .get("n")
                      .toString())
              .setE(
                  key.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                      .get("e")
                      .toString()));
    }
    return keys.build();
  }

  static JwtClaims claims(UUID tenant, String role, long secondsFromNow) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("tocsin");
    claims.setSubject("0190a000-0000-7000-8000-0000000000aa");
    claims.setClaim("tid", tenant.toString());
    claims.setClaim("rol", role);
    claims.setClaim("sid", UUID.randomUUID().toString());
    claims.setExpirationTime(
        NumericDate.fromSeconds(Instant.now().getEpochSecond() + secondsFromNow));
    return claims;
  }

  static String token(UUID tenant, String role) {
    return signed(claims(tenant, role, 300), KEY);
  }

  static String signed(JwtClaims claims, RsaJsonWebKey key) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue("RS256");
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    signature.setPayload(claims.toJson());
    return compact(signature);
  }

  /** Signed by nobody. */
  static String unsigned(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue("none");
    signature.setKeyIdHeaderValue(KEY.getKeyId());
    signature.setPayload(claims.toJson());
    return compact(signature);
  }

  /** Signed by a secret that everybody knows: the public key. */
  static String confused(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue("HS256");
    signature.setKeyIdHeaderValue(KEY.getKeyId());
    byte[] publicKey =
        KEY.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
            .get("n")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    signature.setKey(new HmacKey(publicKey));
    signature.setPayload(claims.toJson());
    return compact(signature);
  }

  private static String compact(JsonWebSignature signature) {
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
