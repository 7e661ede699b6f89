package dev.tocsin.platform.auth;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What a call carries to say who makes it.
 *
 * @param key an API key or operator key, from {@code X-API-Key} or as bearer
 * @param token an access token, from {@code Authorization: Bearer}
 * @param service the token of another Tocsin service
 * @param tenant the tenant that the service acts in
 */
record Credentials(
    @Nullable String key,
    @Nullable String token,
    @Nullable String service,
    @Nullable String tenant) {

  static final Metadata.Key<String> API_KEY = key("x-api-key");
  static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  static final Metadata.Key<String> SERVICE = key("x-tocsin-service");
  static final Metadata.Key<String> TENANT = key("x-tocsin-tenant");
  private static final String BEARER = "bearer ";

  static Credentials in(Metadata headers) {
    String key = headers.get(API_KEY);
    String token = null;
    String authorization = headers.get(AUTHORIZATION);
    if (key == null
        && authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      String bearer = authorization.substring(BEARER.length()).trim();
      if (isToken(bearer)) {
        token = bearer;
      } else {
        key = bearer;
      }
    } else if (key == null && authorization != null) {
      key = "";
    }
    return new Credentials(key, token, headers.get(SERVICE), headers.get(TENANT));
  }

  /** A JWT has two dots (RFC 7519); no key of ours has any. */
  private static boolean isToken(String bearer) {
    int first = bearer.indexOf('.');
    return first > 0 && bearer.indexOf('.', first + 1) > first;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
