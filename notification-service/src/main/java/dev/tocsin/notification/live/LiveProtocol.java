package dev.tocsin.notification.live;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Lets the server agree to the subprotocol, without which a browser that names one hangs up. */
@Singleton
class LiveProtocol implements HttpServerOptionsCustomizer {

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    agree(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    agree(options);
  }

  private static void agree(HttpServerOptions options) {
    List<String> known = new ArrayList<>();
    if (options.getWebSocketSubProtocols() != null) {
      known.addAll(options.getWebSocketSubProtocols());
    }
    known.add(LiveAccess.PROTOCOL);
    options.setWebSocketSubProtocols(known);
  }
}
