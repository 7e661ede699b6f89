package dev.tocsin.alerting.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What makes two signals the same problem. */
public final class Fingerprint {

  /** Characters of the longest fingerprint that is kept as the source sent it. */
  public static final int MAX_LENGTH = 200;

  private static final int HASH_BYTES = 16;

  private Fingerprint() {}

  /**
   * The source's own fingerprint; hashed when it is longer than {@value #MAX_LENGTH} characters or
   * holds characters that cannot be stored, so that different ones stay different.
   */
  public static String given(String fingerprint) {
    return fingerprint.length() <= MAX_LENGTH && SignalText.isClean(fingerprint)
        ? fingerprint
        : hash(Map.of("fingerprint", fingerprint));
  }

  /** A fingerprint of the labels as they were sent, whatever their order: 32 hexadecimal digits. */
  public static String ofLabels(Map<String, String> labels) {
    return hash(labels);
  }

  private static String hash(Map<String, String> labels) {
    MessageDigest sha = sha256();
    new TreeMap<>(labels)
        .forEach(
            (name, value) -> {
              add(sha, name);
              add(sha, value);
            });
    return HexFormat.of().formatHex(sha.digest(), 0, HASH_BYTES);
  }

  /** The length in front keeps {@code ("ab","c")} and {@code ("a","bc")} apart. */
  private static void add(MessageDigest sha, String text) {
    byte[] bytes = SignalText.isClean(text) ? text.getBytes(StandardCharsets.UTF_8) : units(text);
    byte[] length = {
      (byte) (bytes.length >>> 24),
      (byte) (bytes.length >>> 16),
      (byte) (bytes.length >>> 8),
      (byte) bytes.length
    };
    sha.update(length);
    sha.update(bytes);
  }

  /** UTF-16 as it stands: every encoder would make all lone surrogates the same. */
  private static byte[] units(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
