package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.http.HttpError;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Receives a body within its limit, piece by piece, and decompresses it within the same limit. */
final class WebhookBody {

  private static final int MOST_FIRST_ROOM = 64 * 1024;
  private static final long LONGEST_REST = 64L * 1024 * 1024;

  private WebhookBody() {}

  /**
   * The body's bytes. Must be called before anything else has waited, or the body is gone.
   *
   * @param limit bytes, before and after decompression
   * @return fails with an {@link HttpError} of 413 when it is larger, of 415 for an unknown
   *     encoding
   */
  static Uni<byte[]> receive(HttpServerRequest request, int limit) {
    String encoding = encoding(request);
    if (!encoding.equals("identity") && !encoding.equals("gzip")) {
      return Uni.createFrom()
          .failure(HttpError.wrongContentType("with encoding " + encoding, "gzip or no encoding"));
    }
    return bytes(request, limit)
        .flatMap(
            body ->
                encoding.equals("gzip")
                    ? Uni.createFrom()
                        .item(() -> inflate(body, limit))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    : Uni.createFrom().item(body));
  }

  private static String encoding(HttpServerRequest request) {
    @Nullable String encoding = request.getHeader("Content-Encoding");
    return encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
  }

  private static Uni<byte[]> bytes(HttpServerRequest request, int limit) {
    @Nullable String announced = request.getHeader("Content-Length");
    if (announced != null && (announced.length() > 9 || Long.parseLong(announced) > limit)) {
      drain(request);
      return Uni.createFrom().failure(HttpError.tooLarge(limit));
    }
    return Uni.createFrom()
        .emitter(
            answer -> {
              Buffer body = Buffer.buffer(firstRoom(announced));
              request.exceptionHandler(answer::fail);
              request.endHandler(end -> answer.complete(body.getBytes()));
              request.handler(
                  piece -> {
                    if (body.length() + piece.length() > limit) {
                      drain(request);
                      answer.fail(HttpError.tooLarge(limit));
                    } else {
                      body.appendBuffer(piece);
                    }
                  });
              request.resume();
            });
  }

  /** As much as is announced, within what an announcement alone may cost. */
  private static int firstRoom(@Nullable String announced) {
    return announced == null ? 0 : Math.min(Integer.parseInt(announced), MOST_FIRST_ROOM);
  }

  /**
   * Passes over the rest of a body, so that the sender gets to read the answer instead of a broken
   * connection; up to a point.
   */
  private static void drain(HttpServerRequest request) {
    AtomicLong passed = new AtomicLong();
    request.exceptionHandler(broken -> {});
    request.endHandler(end -> {});
    request.handler(
        piece -> {
          if (passed.addAndGet(piece.length()) > LONGEST_REST) {
            request.connection().close();
          }
        });
    request.resume();
  }

  private static byte[] inflate(byte[] body, int limit) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = gzip.readNBytes(limit + 1);
      if (inflated.length > limit) {
        throw HttpError.tooLarge(limit);
      }
      return inflated;
    } catch (IOException e) {
      throw Invalid.request(
          "the body is not gzip, though Content-Encoding says so: " + e.getMessage());
    }
  }
}
