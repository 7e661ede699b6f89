package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** FAULTS 25, by the vector that Slack publishes. */
class SlackSignatureTest {

  private static final Path VECTOR =
      Path.of("../../shared/corpus/04-signatures/slack/request-signing-docs-example.json");

  /** By what each vector expects, so that those added to the corpus later count too. */
  @TestFactory
  Stream<DynamicTest> judgesAsThePublishedVectorsSay() throws Exception {
    assumeTrue(Files.isDirectory(VECTOR.getParent()), "The corpus is not beside this checkout");
    try (Stream<Path> files = Files.list(VECTOR.getParent())) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(json(file))));
    }
  }

  private static JsonObject json(Path file) throws java.io.IOException {
    return new JsonObject(Files.readString(file));
  }

  private static void check(JsonObject vector) {
    Iterable<?> cases = vector.getJsonArray("cases", new JsonArray().add(new JsonObject()));
    for (Object each : cases) {
      JsonObject one = vector.copy().mergeIn((JsonObject) each);
      one.remove("cases");
      String stamp = one.getString("timestamp");
      String signature = one.getJsonObject("headers").getString("X-Slack-Signature");
      Instant then = Instant.ofEpochSecond(Long.parseLong(one.getValue("clock", stamp).toString()));
      byte[] body = one.getString("body").getBytes(UTF_8);
      String secret = one.getString("signing_secret");
      assertEquals(
          one.getString("expected").startsWith("valid"),
          SlackSignature.isGenuine(secret, stamp, signature, body, then),
          one.encode());
      for (Object negative : one.getJsonArray("negative", new JsonArray())) {
        String change = ((JsonObject) negative).getString("change");
        Matcher older = Pattern.compile("([0-9]+) s").matcher(change);
        assertFalse(
            SlackSignature.isGenuine(
                change.contains("secret") ? secret + "x" : secret,
                change.contains("timestamp missing") ? null : stamp,
                change.contains("signature missing")
                    ? null
                    : change.contains("signature") ? signature + "0" : signature,
                change.contains("body") ? (one.getString("body") + " ").getBytes(UTF_8) : body,
                older.find() ? then.plusSeconds(Long.parseLong(older.group(1))) : then),
            change);
      }
    }
  }

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
