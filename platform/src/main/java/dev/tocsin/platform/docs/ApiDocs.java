package dev.tocsin.platform.docs;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /api/docs}, {@code /api/docs/openapi.yaml} and {@code /api/docs/openapi.json}. */
@Singleton
class ApiDocs {

  void routes(@Observes Router router) {
    serve(router, "/api/docs", "api.html", "text/html; charset=utf-8");
    serve(router, "/api/docs/openapi.yaml", "openapi.yaml", "application/yaml");
    serve(router, "/api/docs/openapi.json", "openapi.json", "application/json");
  }

  private static void serve(Router router, String path, String name, String type) {
    Buffer content = read(name);
    router
        .get(path)
        .handler(
            http ->
                http.response()
                    .putHeader("Content-Type", type)
                    .putHeader(
                        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                    .end(content));
  }

  private static Buffer read(String name) {
    String path = "/META-INF/tocsin/" + name;
    try (InputStream in = ApiDocs.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing: build the module proto again");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
