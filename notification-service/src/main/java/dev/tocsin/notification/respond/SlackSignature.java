package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Slack's signature of requests, version 0: the HMAC-SHA256 of {@code v0:<timestamp>:<raw body>}
 * under the app's signing secret, not older or newer than five minutes.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Slack:
 *     verifying requests</a>
 */
final class SlackSignature {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private SlackSignature() {}

  /** Whether the request is Slack's. Takes the same time whichever byte is wrong. */
  static boolean isGenuine(
      String secret,
      @Nullable String timestamp,
      @Nullable String signature,
      byte[] body,
      Instant now) {
    if (secret.isEmpty()
        || timestamp == null
        || signature == null
        || !timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    if (age.compareTo(TOLERANCE) > 0) {
      return false;
    }
    return MessageDigest.isEqual(
        expected(secret, timestamp, body).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private static String expected(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update(("v0:" + timestamp + ":").getBytes(UTF_8));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
