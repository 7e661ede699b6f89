package dev.tocsin.platform.wire;

import com.google.protobuf.Timestamp;
import dev.tocsin.platform.error.Invalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Times of proto messages and of Java. */
public final class ProtoTime {
  private ProtoTime() {}

  /** The instant as a proto timestamp. */
  public static Timestamp of(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** The length of time as a proto duration. */
  public static com.google.protobuf.Duration of(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  /**
   * The timestamp as an instant.
   *
   * @param field its path in the request, for the error
   * @throws Invalid when it is not a time between the years 1 and 9999
   */
  public static Instant instant(String field, Timestamp timestamp) {
    try {
      return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw Invalid.field(
          field, "is no time: seconds %d are out of range".formatted(timestamp.getSeconds()));
    }
  }

  /** The proto duration as a Java one. */
  public static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
