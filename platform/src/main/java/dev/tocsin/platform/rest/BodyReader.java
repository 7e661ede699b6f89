package dev.tocsin.platform.rest;

import dev.tocsin.platform.http.HttpError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Receives a body, no further than a limit. */
final class BodyReader {
  private BodyReader() {}

  /** The body; fails with 413 as soon as it is clear that it is over the limit. */
  static Future<Buffer> read(HttpServerRequest request, int limit) {
    String length = request.getHeader("Content-Length");
    if (length != null && (length.length() > 18 || Long.parseLong(length) > limit)) {
      return tooLarge(request, limit);
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    Promise<Buffer> body = Promise.promise();
    Buffer received = Buffer.buffer();
    request.handler(
        part -> {
          if (received.length() + part.length() > limit) {
            request.handler(ignored -> {});
            body.tryFail(HttpError.tooLarge(limit));
          } else {
            received.appendBuffer(part);
          }
        });
    request.endHandler(end -> body.tryComplete(received));
    request.exceptionHandler(body::tryFail);
    request.resume();
    return body.future();
  }

  private static Future<Buffer> tooLarge(HttpServerRequest request, int limit) {
    request.handler(ignored -> {});
    request.resume();
    request.response().putHeader("Connection", "close");
    return Future.failedFuture(HttpError.tooLarge(limit));
  }
}
