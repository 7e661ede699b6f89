package dev.tocsin.alerting.alert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

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
    String[] names = labels.keySet().toArray(String[]::new);
    Arrays.sort(names);
    var bytes = new ByteArrayOutputStream(256);
    for (String name : names) {
      add(bytes, name);
      add(bytes, Objects.requireNonNull(labels.get(name)));
    }
    return HexFormat.of().formatHex(sha256().digest(bytes.toByteArray()), 0, HASH_BYTES);
  }

  /** The length in front keeps {@code ("ab","c")} and {@code ("a","bc")} apart. */
  private static void add(ByteArrayOutputStream to, String text) {
    byte[] bytes = SignalText.isClean(text) ? text.getBytes(StandardCharsets.UTF_8) : units(text);
    to.write(bytes.length >>> 24);
    to.write(bytes.length >>> 16);
    to.write(bytes.length >>> 8);
    to.write(bytes.length);
    to.writeBytes(bytes);
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
