package dev.tocsin.provisioning;

import com.google.protobuf.Duration;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;

/** Lengths of time as people write them. */
final class Lengths {
  private Lengths() {}

  /**
   * {@code 300}, {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 1d} or ISO 8601; empty otherwise.
   */
  static Optional<Duration> read(String written) {
    String text = written.strip().toUpperCase(Locale.ROOT);
    try {
      java.time.Duration length;
      if (text.matches("\\d{1,9}")) {
        length = java.time.Duration.ofSeconds(Long.parseLong(text));
      } else if (text.matches("\\d{1,5}D")) {
        length = java.time.Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
      } else {
        length = java.time.Duration.parse(text.startsWith("P") ? text : "PT" + text);
      }
      return Optional.of(
          Duration.newBuilder().setSeconds(length.getSeconds()).setNanos(length.getNano()).build());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
