package dev.tocsin.platform.http;

import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.ErrorMapper;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.error.Violation;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The body of an error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code urn:tocsin:problem:<kind>}; stable, for programs
 * @param title the kind in words
 * @param status HTTP status
 * @param detail this occurrence in words
 * @param instance id of the request, as in the {@code X-Request-Id} header and the log
 * @param violations the mistakes, for a request that is wrong
 * @param retryAfter when it is worth trying again; zero when nobody knows
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<Violation> violations,
    Duration retryAfter) {

  /** The problem that this failure is to the caller. An unexpected one is logged, once. */
  public static Problem of(Throwable failure, String requestId) {
    Throwable cause = ErrorMapper.unwrap(failure);
    return switch (cause) {
      case HttpError e ->
          problem(
              e.kind(),
              e.title(),
              e.status(),
              Objects.toString(e.getMessage(), e.title()),
              requestId);
      case TocsinException e -> of(e, requestId);
      default -> {
        StatusRuntimeException status = ErrorMapper.toStatus(cause, requestId);
        yield of(status.getStatus(), status.getTrailers(), requestId);
      }
    };
  }

  /** The problem that a gRPC status is to an HTTP caller. */
  public static Problem of(
      Status status, @org.jspecify.annotations.Nullable Metadata trailers, String requestId) {
    String words = status.getDescription() == null ? "" : status.getDescription();
    return switch (status.getCode()) {
      case INTERNAL, UNKNOWN, DATA_LOSS ->
          problem("internal", "Internal error", 500, words, requestId);
      case UNIMPLEMENTED -> problem("unimplemented", "Not implemented", 501, words, requestId);
      case CANCELLED -> problem("cancelled", "The caller went away", 499, words, requestId);
      case DEADLINE_EXCEEDED ->
          problem("deadline-exceeded", "Took too long", 504, words, requestId);
      case UNAVAILABLE -> of(new Unavailable(words, null), requestId);
      default -> of(ErrorMapper.fromStatus(status, trailers), requestId);
    };
  }

  private static Problem of(TocsinException e, String requestId) {
    String words = e.explanation();
    return switch (e) {
      case NotFound n -> problem("not-found", "Not found", 404, words, requestId);
      case Conflict c -> problem("conflict", "Already exists", 409, words, requestId);
      case Precondition p ->
          problem("precondition", "Not possible in this state", 409, words, requestId);
      case Denied d -> problem("denied", "Not allowed", 403, words, requestId);
      case Unauthenticated u ->
          problem("unauthenticated", "Not authenticated", 401, words, requestId);
      case Exhausted x ->
          new Problem(
              type("exhausted"), "Limit reached", 429, words, requestId, List.of(), x.retryAfter());
      case Unavailable u ->
          new Problem(
              type("unavailable"),
              "Not available now",
              503,
              words,
              requestId,
              List.of(),
              Duration.ofSeconds(1));
      case Invalid i ->
          new Problem(
              type("invalid"),
              "The request is wrong",
              400,
              words,
              requestId,
              i.violations(),
              Duration.ZERO);
    };
  }

  private static Problem problem(
      String kind, String title, int status, String detail, String requestId) {
    return new Problem(type(kind), title, status, detail, requestId, List.of(), Duration.ZERO);
  }

  private static String type(String kind) {
    return "urn:tocsin:problem:" + kind;
  }

  /** As it goes over the wire. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("type", type)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("instance", instance);
    if (!violations.isEmpty()) {
      JsonArray array = new JsonArray();
      for (Violation v : violations) {
        JsonObject one = new JsonObject().put("field", v.field()).put("message", v.message());
        if (v.line() != null) {
          one.put("line", v.line());
        }
        if (v.column() != null) {
          one.put("column", v.column());
        }
        array.add(one);
      }
      json.put("violations", array);
    }
    return json;
  }
}
