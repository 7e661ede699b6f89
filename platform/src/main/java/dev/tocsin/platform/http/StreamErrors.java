package dev.tocsin.platform.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps what goes wrong with one HTTP/2 stream from ending its connection. When a caller resets a
 * stream whose answer still waits to be written (every gRPC reflection client in Python does),
 * Netty fails the write with an error of that stream, and Vert.x 4.5 closes the whole connection on
 * any error that reaches it, with all other calls on it.
 */
@Singleton
class StreamErrors {
  private static final int FIRST = -2_000;
  private static final String NAME = "tocsin-stream-errors";

  void routes(@Observes Router router) {
    router.route().order(FIRST).handler(StreamErrors::guard);
  }

  private static void guard(RoutingContext http) {
    if (http.request().version() == HttpVersion.HTTP_2
        && http.request().connection() instanceof ConnectionBase connection) {
      ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
      if (pipeline.get(NAME) == null) {
        pipeline.addFirst(NAME, new OfOneStream());
      }
    }
    http.next();
  }

  private static final class OfOneStream extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
      boolean ofOneStream =
          Http2CodecUtil.getEmbeddedHttp2Exception(cause) instanceof Http2Exception known
              && Http2Exception.isStreamError(known);
      if (!ofOneStream) {
        channel.fireExceptionCaught(cause);
      }
    }
  }
}
