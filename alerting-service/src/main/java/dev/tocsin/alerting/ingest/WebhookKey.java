package dev.tocsin.alerting.ingest;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a request carries its integration's key: tools differ in what can be set. */
final class WebhookKey {

  private WebhookKey() {}

  /**
   * The key in {@code X-API-Key}, as a bearer token, as the password of basic authentication, or in
   * {@code ?key=}, in this order; empty when there is none.
   */
  static String of(HttpServerRequest request) {
    @Nullable String header = request.getHeader("X-API-Key");
    if (header != null) {
      return header.strip();
    }
    @Nullable String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return password(authorization.substring(6).strip());
    }
    @Nullable String parameter = request.getParam("key");
    return parameter == null ? "" : parameter.strip();
  }

  private static String password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1).strip();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
