package dev.tocsin.notification.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as Slack signs them. */
final class SlackSigned {

  private SlackSigned() {}

  static HttpRequest request(String url, String secret, String body) {
    long now = Instant.now().getEpochSecond();
    return HttpRequest.newBuilder(URI.create(url))
        .header("X-Slack-Request-Timestamp", Long.toString(now))
        .header("X-Slack-Signature", "v0=" + hmac(secret, "v0:" + now + ":" + body))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
