package dev.tocsin.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An HTTP request with holes for numbers, so that every request carries alerts never sent before
 * and making one costs the generator a few stores instead of a serialisation.
 */
public final class Payload {
  /** Stands for the number of an alert in a text; as wide as the digits that replace it. */
  public static final String HOLE = "##########";

  private final byte[] bytes;
  private final int[] holes;
  private final int alerts;

  private Payload(byte[] bytes, int[] holes, int alerts) {
    this.bytes = bytes;
    this.holes = holes;
    this.alerts = alerts;
  }

  /**
   * A POST.
   *
   * @param headers header lines, each ended by CRLF
   * @param alert JSON of one alert, in which {@link #HOLE} stands for its number
   * @param alerts how many alerts a request carries
   * @param frame the body with {@code %s} where the alerts go
   */
  public static Payload post(
      String path, String host, String headers, String frame, String alert, int alerts) {
    String body = frame.formatted(String.join(",", Collections.nCopies(alerts, alert)));
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(path, host, headers, body.getBytes(StandardCharsets.UTF_8).length);
    return of(head + body, alerts);
  }

  static Payload of(String text, int alerts) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] hole = HOLE.getBytes(StandardCharsets.UTF_8);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i + hole.length <= bytes.length; i++) {
      if (startsWith(bytes, i, hole)) {
        found.add(i);
        i += hole.length - 1;
      }
    }
    return new Payload(bytes, found.stream().mapToInt(Integer::intValue).toArray(), alerts);
  }

  /** How many alerts a request carries. */
  public int alerts() {
    return alerts;
  }

  /** A copy that one connection may write numbers into. */
  Payload copy() {
    return new Payload(bytes.clone(), holes, alerts);
  }

  /**
   * The request whose alerts have the numbers from {@code first} on, each number in as many holes.
   */
  byte[] numbered(long first) {
    int each = Math.max(1, holes.length / alerts);
    for (int i = 0; i < holes.length; i++) {
      write(holes[i], first + i / each);
    }
    return bytes;
  }

  private void write(int at, long number) {
    long rest = number;
    for (int i = HOLE.length() - 1; i >= 0; i--) {
      bytes[at + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (bytes[at + i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
