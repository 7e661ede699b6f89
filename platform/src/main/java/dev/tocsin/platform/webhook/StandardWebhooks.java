package dev.tocsin.platform.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The symmetric signature of the Standard Webhooks specification 1.0: {@code v1,} and the base64 of
 * HMAC-SHA256 over {@code id.timestamp.body}, keyed with what the secret is the base64 of. While a
 * secret is rotated, a request carries a signature of each.
 *
 * @see <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>
 */
public final class StandardWebhooks {

  /** Name of the header with the message's id. */
  public static final String ID = "webhook-id";

  /** Name of the header with the time of the attempt, in seconds since 1970. */
  public static final String TIMESTAMP = "webhook-timestamp";

  /** Name of the header with the signatures. */
  public static final String SIGNATURE = "webhook-signature";

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_SIGNATURES = 20;

  private StandardWebhooks() {}

  /** Whether this can be a signing secret: base64 of 24 to 64 bytes, with {@code whsec_} or not. */
  public static boolean isSecret(String text) {
    return key(text).isPresent();
  }

  /** A fresh secret of 32 random bytes. */
  public static String newSecret(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The three headers of a request.
   *
   * @param secrets newest first; a signature of each goes into the header
   * @param id the same in each attempt to deliver one message; must not hold a full stop
   * @throws IllegalArgumentException when a secret is none, or the id holds a full stop
   */
  public static Map<String, String> headers(
      List<String> secrets, String id, Instant at, byte[] body) {
    if (id.isEmpty() || id.indexOf('.') >= 0) {
      throw new IllegalArgumentException("The id of a webhook must hold no full stop: " + id);
    }
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, id);
    headers.put(TIMESTAMP, timestamp);
    headers.put(
        SIGNATURE,
        secrets.stream()
            .map(
                secret ->
                    sign(
                        key(secret)
                            .orElseThrow(
                                () -> new IllegalArgumentException("That is no signing secret")),
                        id,
                        timestamp,
                        body))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  /**
   * Whether a request was signed with one of the secrets, not more than five minutes ago or ahead.
   * Signatures of other versions are passed over.
   */
  public static boolean isGenuine(
      List<String> secrets,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body,
      Instant now) {
    if (id == null
        || id.isEmpty()
        || timestamp == null
        || signatures == null
        || !timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    List<byte[]> given =
        List.of(signatures.strip().split(" +", MOST_SIGNATURES)).stream()
            .filter(signature -> signature.startsWith(VERSION))
            .map(signature -> signature.getBytes(UTF_8))
            .toList();
    boolean genuine = false;
    for (String secret : secrets) {
      Optional<byte[]> key = key(secret);
      if (key.isPresent()) {
        byte[] expected = sign(key.get(), id, timestamp, body).getBytes(US_ASCII);
        for (byte[] signature : given) {
          genuine |= MessageDigest.isEqual(expected, signature);
        }
      }
    }
    return genuine;
  }

  private static String sign(byte[] key, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  private static Optional<byte[]> key(String secret) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^" + PREFIX, ""));
      return key.length >= 24 && key.length <= 64 ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
