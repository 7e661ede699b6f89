package dev.tocsin.fakes.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of the Standard Webhooks specification, version 1: base64 of HMAC-SHA256 over
 * {@code id.timestamp.body}; the secret is base64 of 24 to 64 bytes, with {@code whsec_} before it
 * or not.
 */
public final class WebhookSignature {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String PREFIX = "whsec_";

  private final byte[] key;

  /**
   * @throws IllegalArgumentException when the secret has another form
   */
  public WebhookSignature(String secret) {
    String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    key = Base64.getDecoder().decode(encoded);
    if (key.length < 24 || key.length > 64) {
      throw new IllegalArgumentException(
          "a webhook secret is base64 of 24 to 64 bytes, not of " + key.length);
    }
  }

  /** The header value for this request: {@code v1,…}. */
  public String sign(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  /**
   * Why the request is not to be trusted, or empty when it is.
   *
   * @param signatures the header: one or more signatures with spaces between
   */
  public Optional<String> distrust(
      String id, String timestamp, String signatures, byte[] body, Instant now) {
    if (id.isBlank() || timestamp.isBlank() || signatures.isBlank()) {
      return Optional.of("webhook-id, webhook-timestamp and webhook-signature are all required");
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      return Optional.of("webhook-timestamp is not in seconds since 1970: " + timestamp);
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    if (age.compareTo(TOLERANCE) > 0) {
      return Optional.of(
          "webhook-timestamp is " + age.toSeconds() + " seconds off; 300 are allowed");
    }
    byte[] expected = sign(id, timestamp, body).getBytes(StandardCharsets.US_ASCII);
    for (String signature : signatures.split(" ")) {
      if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))) {
        return Optional.empty();
      }
    }
    return Optional.of("no signature in webhook-signature fits");
  }
}
