package dev.tocsin.platform.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Receives a body as it came, within a limit. */
public final class RequestBody {

  private RequestBody() {}

  /**
   * The body's bytes. Must be called before anything else has waited, or the body is gone.
   *
   * @return fails with an {@link HttpError} of 413 when it is larger
   */
  public static Uni<byte[]> receive(HttpServerRequest request, int limit) {
    return Uni.createFrom()
        .emitter(
            answer -> {
              Buffer body = Buffer.buffer();
              request.exceptionHandler(answer::fail);
              request.endHandler(end -> answer.complete(body.getBytes()));
              request.handler(
                  piece -> {
                    if (body.length() + piece.length() > limit) {
                      request.handler(rest -> {});
                      answer.fail(HttpError.tooLarge(limit));
                    } else {
                      body.appendBuffer(piece);
                    }
                  });
              request.resume();
            });
  }
}
