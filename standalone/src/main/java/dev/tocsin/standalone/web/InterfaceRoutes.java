package dev.tocsin.standalone.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The addresses of the browser interface. Hashed files below {@code /assets/} never change and are
 * kept for a year; everything else is asked for anew. An address that is neither a file nor the
 * API's gets the page, which shows the screen for it.
 */
@Singleton
class InterfaceRoutes {
  private static final int BEFORE_FILES = -1000;
  private static final String PAGE = "/index.html";

  /** What is never the interface's, even when nothing answers there. */
  private static final List<String> OTHERS =
      List.of("/api/", "/webhook/", "/internal/", "/respond/", "/q/");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
              + " data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src"
              + " 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
              + " 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "same-origin",
          "X-Frame-Options",
          "DENY",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  void routes(@Observes Router router) {
    router.get().order(BEFORE_FILES).handler(InterfaceRoutes::prepare);
    router.get().last().handler(InterfaceRoutes::page);
  }

  private static void prepare(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isInterface(context.normalizedPath())) {
      // Set only at the end, and only where nothing else was said: other routes have rules of their
      // own.
      context.addHeadersEndHandler(
          ignored -> {
            var headers = request.response().headers();
            HEADERS.forEach(
                (name, value) -> {
                  if (!headers.contains(name)) {
                    headers.set(name, value);
                  }
                });
            headers.set("Cache-Control", cacheControl(context.normalizedPath()));
          });
    }
    context.next();
  }

  private static void page(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    if (isInterface(context.normalizedPath())
        && !context.normalizedPath().startsWith("/assets/")
        && !context.normalizedPath().equals(PAGE)
        && accept != null
        && accept.contains("text/html")) {
      context.reroute(PAGE);
    } else {
      context.next();
    }
  }

  private static boolean isInterface(String path) {
    return OTHERS.stream().noneMatch(path::startsWith);
  }

  private static String cacheControl(String path) {
    return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  }
}
