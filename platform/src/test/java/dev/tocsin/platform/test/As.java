package dev.tocsin.platform.test;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Credentials for gRPC calls in tests, to hang on a stub:
 *
 * <pre>{@code
 * stub.withInterceptors(As.service("alerting", tenant)).getUsers(…)
 * }</pre>
 */
public final class As {
  private As() {}

  /** Another Tocsin service that acts for a tenant. */
  public static ClientInterceptor service(String name, UUID tenant) {
    return headers("x-tocsin-service", serviceToken(name), "x-tocsin-tenant", tenant.toString());
  }

  /** Another Tocsin service that acts for no tenant. */
  public static ClientInterceptor service(String name) {
    return headers("x-tocsin-service", serviceToken(name));
  }

  /** Whoever holds this API key or access token. */
  public static ClientInterceptor bearer(String credential) {
    return headers("authorization", "Bearer " + credential);
  }

  /** The installation's operator. */
  public static ClientInterceptor operator() {
    return bearer(TestServers.OPERATOR_KEY);
  }

  /** A service credential of the installation under test, good for years of shifted time. */
  public static String serviceToken(String name) {
    String secret = ConfigProvider.getConfig().getValue("tocsin.service-secret", String.class);
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("tocsin-service");
    claims.setSubject(name);
    claims.setExpirationTime(
        NumericDate.fromSeconds(Instant.now().plus(Duration.ofDays(3650)).getEpochSecond()));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClientInterceptor headers(String... namesAndValues) {
    Metadata headers = new Metadata();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(
          Metadata.Key.of(namesAndValues[i], Metadata.ASCII_STRING_MARSHALLER),
          namesAndValues[i + 1]);
    }
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
