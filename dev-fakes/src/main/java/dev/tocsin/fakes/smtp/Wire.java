package dev.tocsin.fakes.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes that came from the client and are not yet used: cuts command lines and message bodies
 * from them. A line or a body ends with CRLF and nothing else, so that smuggled ends stay text.
 */
final class Wire {

  private byte[] bytes = new byte[0];
  private int searched;

  void add(byte[] more) {
    byte[] joined = new byte[bytes.length + more.length];
    System.arraycopy(bytes, 0, joined, 0, bytes.length);
    System.arraycopy(more, 0, joined, bytes.length, more.length);
    bytes = joined;
  }

  /** Forgets everything: what a client sent before STARTTLS must not count after it. */
  void clear() {
    bytes = new byte[0];
    searched = 0;
  }

  int size() {
    return bytes.length;
  }

  /** The next line without its CRLF, or empty when it is not complete. */
  Optional<String> line() {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
        return Optional.of(new String(take(i + 1), 0, i - 1, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** The message up to CRLF.CRLF with dots unstuffed, or empty when it is not complete. */
  Optional<byte[]> message() {
    int end = endOfMessage();
    if (end < 0) {
      return Optional.empty();
    }
    byte[] stuffed = take(end + 3);
    ByteArrayOutputStream plain = new ByteArrayOutputStream(end);
    boolean lineStart = true;
    for (int i = 0; i < end; i++) {
      if (!(lineStart && stuffed[i] == '.')) {
        plain.write(stuffed[i]);
      }
      lineStart = stuffed[i] == '\n' && i > 0 && stuffed[i - 1] == '\r';
    }
    return Optional.of(plain.toByteArray());
  }

  /** Where the line with the single dot starts, or -1. */
  private int endOfMessage() {
    for (int i = searched; i + 2 < bytes.length; i++) {
      boolean lineStart = i == 0 || (i > 1 && bytes[i - 1] == '\n' && bytes[i - 2] == '\r');
      if (lineStart && bytes[i] == '.' && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
        return i;
      }
    }
    searched = Math.max(0, bytes.length - 2);
    return -1;
  }

  private byte[] take(int count) {
    byte[] taken = Arrays.copyOf(bytes, count);
    bytes = Arrays.copyOfRange(bytes, count, bytes.length);
    searched = 0;
    return taken;
  }
}
