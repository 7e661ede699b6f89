package dev.tocsin.platform.error;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one translation between the error family and gRPC. A status carries {@code google.rpc}
 * details: {@code ErrorInfo} and {@code RequestInfo} always, {@code BadRequest} for violations,
 * {@code RetryInfo} where waiting helps. An exception outside the family becomes INTERNAL with the
 * request id and nothing else, and is logged here, once.
 */
public final class ErrorMapper {
  static final String DOMAIN = "tocsin";
  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

  private ErrorMapper() {}

  /** What a gRPC caller is told about the failure of its request. */
  public static StatusRuntimeException toStatus(Throwable failure, String requestId) {
    Throwable cause = unwrap(failure);
    return switch (cause) {
      case TocsinException known -> StatusProto.toStatusRuntimeException(proto(known, requestId));
      case StatusRuntimeException raw when isForCallers(raw.getStatus()) -> raw;
      case StatusException raw when isForCallers(raw.getStatus()) ->
          raw.getStatus().asRuntimeException(raw.getTrailers());
      default -> StatusProto.toStatusRuntimeException(internal(cause, requestId));
    };
  }

  /** The exception that a status received from another service stands for. */
  public static TocsinException fromStatus(Throwable failure) {
    Throwable cause = unwrap(failure);
    return switch (cause) {
      case TocsinException known -> known;
      case StatusRuntimeException raw -> fromStatus(raw.getStatus(), raw.getTrailers());
      case StatusException raw -> fromStatus(raw.getStatus(), raw.getTrailers());
      default -> new Unavailable("the call failed: " + cause, cause);
    };
  }

  /** The exception that a status with its trailers stands for. */
  public static TocsinException fromStatus(Status status, @Nullable Metadata trailers) {
    String message = status.getDescription() == null ? "" : status.getDescription();
    com.google.rpc.Status details = StatusProto.fromStatusAndTrailers(status, trailers);
    return switch (status.getCode()) {
      case NOT_FOUND -> new NotFound(message);
      case INVALID_ARGUMENT, OUT_OF_RANGE -> new Invalid(message, violations(details));
      case ALREADY_EXISTS, ABORTED -> new Conflict(message);
      case FAILED_PRECONDITION -> new Precondition(message);
      case PERMISSION_DENIED -> new Denied(message);
      case UNAUTHENTICATED -> new Unauthenticated(message);
      case RESOURCE_EXHAUSTED -> new Exhausted(message, retryAfter(details));
      default ->
          new Unavailable(
              status.getCode() + (message.isEmpty() ? "" : ": " + message),
              status.asRuntimeException(trailers));
    };
  }

  /** The failure itself, without the wrappers that futures put around it. */
  public static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isForCallers(Status status) {
    return switch (status.getCode()) {
      case UNKNOWN, INTERNAL, DATA_LOSS, OK -> false;
      default -> true;
    };
  }

  private static com.google.rpc.Status proto(TocsinException e, String requestId) {
    ErrorInfo.Builder info = info(e.getClass().getSimpleName(), requestId);
    List<Any> details = new ArrayList<>();
    Status.Code code =
        switch (e) {
          case NotFound n -> Status.Code.NOT_FOUND;
          case Conflict c -> Status.Code.ALREADY_EXISTS;
          case Precondition p -> Status.Code.FAILED_PRECONDITION;
          case Denied d -> Status.Code.PERMISSION_DENIED;
          case Unauthenticated u -> Status.Code.UNAUTHENTICATED;
          case Unavailable u -> Status.Code.UNAVAILABLE;
          case Exhausted x -> {
            if (x.retryAfter().isPositive()) {
              details.add(Any.pack(retryInfo(x.retryAfter())));
            }
            yield Status.Code.RESOURCE_EXHAUSTED;
          }
          case Invalid i -> {
            if (!i.violations().isEmpty()) {
              details.add(Any.pack(badRequest(i, info)));
            }
            yield Status.Code.INVALID_ARGUMENT;
          }
        };
    details.add(0, Any.pack(info.build()));
    details.add(requestInfo(requestId));
    return com.google.rpc.Status.newBuilder()
        .setCode(code.value())
        .setMessage(e.explanation())
        .addAllDetails(details)
        .build();
  }

  private static com.google.rpc.Status internal(Throwable cause, String requestId) {
    LOG.errorf(cause, "request failed unexpectedly request_id=%s", requestId);
    return com.google.rpc.Status.newBuilder()
        .setCode(Status.Code.INTERNAL.value())
        .setMessage("internal error; the log has the details under request id " + requestId)
        .addDetails(Any.pack(info("Internal", requestId).build()))
        .addDetails(requestInfo(requestId))
        .build();
  }

  private static ErrorInfo.Builder info(String kind, String requestId) {
    String reason = kind.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT);
    return ErrorInfo.newBuilder()
        .setReason(reason)
        .setDomain(DOMAIN)
        .putMetadata("request_id", requestId);
  }

  private static Any requestInfo(String requestId) {
    return Any.pack(RequestInfo.newBuilder().setRequestId(requestId).build());
  }

  private static RetryInfo retryInfo(Duration after) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            com.google.protobuf.Duration.newBuilder()
                .setSeconds(after.getSeconds())
                .setNanos(after.getNano()))
        .build();
  }

  /** {@code BadRequest} has no place for a position in a text, so that goes into the info. */
  private static BadRequest badRequest(Invalid e, ErrorInfo.Builder info) {
    BadRequest.Builder request = BadRequest.newBuilder();
    for (int i = 0; i < e.violations().size(); i++) {
      Violation v = e.violations().get(i);
      request.addFieldViolationsBuilder().setField(v.field()).setDescription(v.message());
      if (v.line() != null) {
        info.putMetadata("line." + i, v.line().toString());
      }
      if (v.column() != null) {
        info.putMetadata("column." + i, v.column().toString());
      }
    }
    return request.build();
  }

  private static List<Violation> violations(com.google.rpc.@Nullable Status status) {
    BadRequest request = detail(status, BadRequest.class);
    if (request == null) {
      return List.of();
    }
    ErrorInfo info = detail(status, ErrorInfo.class);
    Map<String, String> positions = info == null ? Map.of() : info.getMetadataMap();
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < request.getFieldViolationsCount(); i++) {
      BadRequest.FieldViolation v = request.getFieldViolations(i);
      violations.add(
          new Violation(
              v.getField(),
              v.getDescription(),
              number(positions.get("line." + i)),
              number(positions.get("column." + i))));
    }
    return violations;
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }

  private static Duration retryAfter(com.google.rpc.@Nullable Status status) {
    RetryInfo retry = detail(status, RetryInfo.class);
    return retry == null
        ? Duration.ZERO
        : Duration.ofSeconds(retry.getRetryDelay().getSeconds(), retry.getRetryDelay().getNanos());
  }

  private static <T extends com.google.protobuf.Message> @Nullable T detail(
      com.google.rpc.@Nullable Status status, Class<T> type) {
    if (status == null) {
      return null;
    }
    for (Any any : status.getDetailsList()) {
      if (any.is(type)) {
        try {
          return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
          return null;
        }
      }
    }
    return null;
  }
}
