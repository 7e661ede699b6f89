package dev.tocsin.platform.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Holds the request that asked for the upgrade to HTTP/2 ({@code Upgrade: h2c}) until the client
 * speaks HTTP/2 itself. Java's {@code HttpClient}, which asks for it on every {@code http://}
 * connection, loses its place when frames of the answer reach it together with the {@code 101} (JDK
 * 25); once its preface has come it reads them well. HTTP/2 with prior knowledge is not concerned:
 * there the preface always comes first.
 */
@Singleton
class UpgradedConnections {
  private static final int FIRST = -2_100;

  /** Name of Vert.x's handler of the upgrade, which is gone once the request has been read. */
  private static final String UPGRADE = "h2c";

  void routes(@Observes Router router) {
    router.route().order(FIRST).handler(UpgradedConnections::hold);
  }

  private static void hold(RoutingContext http) {
    HttpConnection connection = http.request().connection();
    if (http.request().version() == HttpVersion.HTTP_2
        && connection instanceof ConnectionBase base
        && base.channelHandlerContext().pipeline().get(UPGRADE) != null) {
      Context context = http.vertx().getOrCreateContext();
      http.request().pause();
      connection.remoteSettingsHandler(
          settings -> {
            connection.remoteSettingsHandler(later -> {});
            context.runOnContext(
                again -> {
                  http.request().resume();
                  http.next();
                });
          });
    } else {
      http.next();
    }
  }
}
