package dev.tocsin.platform.auth;

import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.tls.InternalTls;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.Metadata;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds out who calls, from what the call carries. A credential that is there but wrong is refused,
 * never passed over; no credential at all is {@link Caller.Kind#ANONYMOUS}.
 */
@Singleton
public class Authenticator {
  private final ApiKeyVerifier keys;
  private final TokenVerifier tokens;
  private final ServiceTokens services;
  private final InternalTls tls;
  private final byte[] operatorKey;
  private final byte[] provisionKey;

  Authenticator(
      ApiKeyVerifier keys,
      TokenVerifier tokens,
      ServiceTokens services,
      InternalTls tls,
      @ConfigProperty(name = "tocsin.operator-key") Optional<String> operatorKey,
      @ConfigProperty(name = "tocsin.provision-key") Optional<String> provisionKey) {
    this.keys = keys;
    this.tokens = tokens;
    this.services = services;
    this.tls = tls;
    this.operatorKey = bytes(operatorKey);
    this.provisionKey = bytes(provisionKey);
  }

  /**
   * The same for what came in by the open port.
   *
   * @param headers metadata of the call
   */
  public Uni<Caller> authenticate(Metadata headers, String requestId) {
    return authenticate(headers, requestId, false);
  }

  /**
   * @param headers metadata of the call
   * @param overTls whether the call came over TLS, which with {@code tocsin.tls.*} set means that
   *     the client has shown a certificate of ours
   * @return the caller; fails with {@link Unauthenticated}, or with {@code Unavailable} when nobody
   *     could tell. It may resume on any thread.
   */
  public Uni<Caller> authenticate(Metadata headers, String requestId, boolean overTls) {
    Credentials given = Credentials.in(headers);
    if (given.service() != null && tls.isOn() && !overTls) {
      return Uni.createFrom()
          .failure(
              new Unauthenticated(
                  "a service credential is taken on the internal port only (tocsin.tls.port): set"
                      + " tocsin.services.*.address to it"));
    }
    return find(given).map(caller -> caller.withRequestId(requestId));
  }

  private Uni<Caller> find(Credentials given) {
    try {
      if (given.service() != null) {
        return Uni.createFrom().item(service(given.service(), given.tenant()));
      }
      if (given.token() != null) {
        return tokens.verify(given.token()).map(found -> orRefuse(found, TOKEN));
      }
      if (given.key() != null) {
        return key(given.key());
      }
      return Uni.createFrom().item(Caller.anonymous(""));
    } catch (TocsinException e) {
      return Uni.createFrom().failure(e);
    }
  }

  private static byte[] bytes(Optional<String> key) {
    return key.orElse("").getBytes(StandardCharsets.UTF_8);
  }

  private Uni<Caller> key(String key) {
    Optional<Caller> provisioning = provisioning(key);
    if (provisioning.isPresent()) {
      return Uni.createFrom().item(provisioning.get());
    }
    if (isOperator(key)) {
      return Uni.createFrom()
          .item(new Caller(Caller.Kind.OPERATOR, null, "", Role.ROLE_UNSPECIFIED, Set.of(), ""));
    }
    if (key.startsWith("tci_")) {
      throw new Unauthenticated(
          "this is the key of an integration: it opens only the webhook of its source;"
              + " use an API key (tcs_…)");
    }
    if (!key.startsWith("tcs_") || key.length() > 200) {
      throw new Unauthenticated(KEY);
    }
    return keys.verify(key).map(found -> orRefuse(found, KEY));
  }

  private static final String KEY =
      "the API key is unknown, revoked or expired: send a valid one as X-API-Key or as bearer";
  private static final String TOKEN =
      "the access token is not genuine or has expired: refresh the session or sign in again";

  private static Caller orRefuse(Optional<Caller> found, String otherwise) {
    return found.orElseThrow(() -> new Unauthenticated(otherwise));
  }

  private boolean isOperator(String key) {
    return same(operatorKey, key);
  }

  private static boolean same(byte[] known, String key) {
    return known.length > 0 && MessageDigest.isEqual(known, key.getBytes(StandardCharsets.UTF_8));
  }

  /** The key that this process made for itself, with the tenant to act in behind it. */
  private Optional<Caller> provisioning(String key) {
    int colon = key.indexOf(':');
    if (colon < 0 || !same(provisionKey, key.substring(0, colon))) {
      return Optional.empty();
    }
    try {
      UUID tenant = UUID.fromString(key.substring(colon + 1));
      return Optional.of(Caller.service("provisioning", tenant, ""));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Caller service(String token, @org.jspecify.annotations.Nullable String tenant) {
    String name =
        services
            .verify(token)
            .orElseThrow(
                () ->
                    new Unauthenticated(
                        "the service credential is not genuine or has expired: all services must"
                            + " have the same tocsin.service-secret"));
    try {
      return Caller.service(
          name, tenant == null || tenant.isEmpty() ? null : UUID.fromString(tenant), "");
    } catch (IllegalArgumentException e) {
      throw new Unauthenticated("x-tocsin-tenant must be a UUID, is " + tenant);
    }
  }
}
