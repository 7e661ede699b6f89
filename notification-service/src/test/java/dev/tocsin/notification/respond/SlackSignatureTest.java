package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** FAULTS 25, by the vector that Slack publishes. */
class SlackSignatureTest {

  private static final Path VECTOR =
      Path.of("../../shared/corpus/04-signatures/slack/request-signing-docs-example.json");

  @Test
  void acceptsSlacksOwnExampleAndNothingElse() throws Exception {
    assumeTrue(Files.exists(VECTOR), "The corpus is not beside this checkout");
    JsonObject vector = new JsonObject(Files.readString(VECTOR));
    String secret = vector.getString("signing_secret");
    String timestamp = vector.getString("timestamp");
    String signature = vector.getJsonObject("headers").getString("X-Slack-Signature");
    byte[] body = vector.getString("body").getBytes(UTF_8);
    Instant then = Instant.ofEpochSecond(Long.parseLong(timestamp));

    assertTrue(SlackSignature.isGenuine(secret, timestamp, signature, body, then));
    assertTrue(SlackSignature.isGenuine(secret, timestamp, signature, body, then.plusSeconds(300)));
    assertFalse(
        SlackSignature.isGenuine(secret, timestamp, signature, body, then.plusSeconds(301)));
    assertFalse(
        SlackSignature.isGenuine(secret, timestamp, signature, body, then.minusSeconds(301)));
    assertFalse(SlackSignature.isGenuine(secret, null, signature, body, then));
    assertFalse(SlackSignature.isGenuine(secret, timestamp, null, body, then));
    assertFalse(SlackSignature.isGenuine(secret, timestamp + "0", signature, body, then));
    assertFalse(SlackSignature.isGenuine(secret, "-1", signature, body, then));
    assertFalse(SlackSignature.isGenuine(secret, timestamp, signature + "0", body, then));
    assertFalse(SlackSignature.isGenuine(secret, timestamp, signature.substring(1), body, then));
    assertFalse(SlackSignature.isGenuine("", timestamp, signature, body, then));
    assertFalse(SlackSignature.isGenuine(secret + "x", timestamp, signature, body, then));
    for (int i = 0; i < body.length; i += 40) {
      byte[] altered = body.clone();
      altered[i] ^= 1;
      assertFalse(
          SlackSignature.isGenuine(secret, timestamp, signature, altered, then), "byte " + i);
    }
  }
}
