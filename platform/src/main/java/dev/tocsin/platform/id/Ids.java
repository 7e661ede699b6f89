package dev.tocsin.platform.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes identifiers and secrets. */
public final class Ids {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int SECRET_LENGTH = 40;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong LAST = new AtomicLong();

  /** Made once for each thread: asking Java's security providers takes longer than the hash. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
          });

  private Ids() {}

  /**
   * A UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 12 bits that count up
   * within a millisecond (method 1 of section 6.2), then 62 random bits. Ids made by one process
   * sort in the order they were made as long as {@code now} does not go back.
   */
  public static UUID next(Instant now) {
    long floor = now.toEpochMilli() << 12;
    long stamp = LAST.updateAndGet(last -> follows(last, floor) ? last + 1 : floor);
    long high = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xFFF);
    long low = (ThreadLocalRandom.current().nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** Smaller than every id of this millisecond and later ones: the bound of a range of ids. */
  public static UUID first(Instant at) {
    return new UUID(at.toEpochMilli() << 16, 0);
  }

  /** Whether the last stamp lies in the same or the next few milliseconds, so that we count on. */
  private static boolean follows(long last, long floor) {
    return last >= floor && last - floor < 100L << 12;
  }

  /** {@code prefix} and 40 random base62 characters: 238 bits, so a plain hash may store it. */
  public static String secret(String prefix) {
    StringBuilder secret = new StringBuilder(prefix.length() + SECRET_LENGTH).append(prefix);
    for (int i = 0; i < SECRET_LENGTH; i++) {
      secret.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
    }
    return secret.toString();
  }

  /** SHA-256 of the text's UTF-8 bytes. */
  public static byte[] sha256(String text) {
    return SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
