package dev.tocsin.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** FAULTS 25: stale timestamp, altered byte, wrong length, rotated secrets. */
class StandardWebhooksTest {

  private static final Path VECTORS =
      Path.of("../../shared/corpus/04-signatures/standard-webhooks");
  private static final String SECRET = "whsec_dG9jc2luLXRlc3Qtc2VjcmV0LW51bWJlci0x";
  private static final String OLD = "whsec_dG9jc2luLXRlc3Qtc2VjcmV0LW51bWJlci0y";
  private static final byte[] BODY = "{\"a\": \"ä\"}".getBytes(UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @TestFactory
  Stream<DynamicTest> judgesAsThePublishedVectorsSay() throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "The corpus is not beside this checkout");
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(VECTORS)) {
      for (Path file : files.toList()) {
        JsonObject vectors = new JsonObject(Files.readString(file));
        if (!vectors.containsKey("cases")) {
          continue;
        }
        byte[] body = vectors.getString("body").getBytes(UTF_8);
        for (Object each : vectors.getJsonArray("cases")) {
          JsonObject vector = (JsonObject) each;
          tests.add(
              DynamicTest.dynamicTest(
                  vector.getString("name"), () -> check(vectors, vector, body)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(JsonObject vectors, JsonObject vector, byte[] body) {
    String secret = vector.getString("secret", vectors.getString("secret"));
    byte[] sent = vector.getString("body", vectors.getString("body")).getBytes(UTF_8);
    JsonObject headers = vector.getJsonObject("headers");
    assertEquals(
        vector.getString("expected").equals("valid"),
        StandardWebhooks.isGenuine(
            List.of(secret),
            headers.getString("webhook-id"),
            headers.getString("webhook-timestamp"),
            headers.getString("webhook-signature"),
            vector.containsKey("body") ? sent : body,
            Instant.ofEpochSecond(
                Long.parseLong(vector.getValue("clock", signedAt(vectors)).toString()))));
  }

  private static String signedAt(JsonObject vectors) {
    return vectors.getString("signed_content", "m.0.").split("\\.", 3)[1];
  }

  @Test
  void signsAsThePublishedVectorsSay() throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "The corpus is not beside this checkout");
    try (Stream<Path> files = Files.list(VECTORS)) {
      for (Path file : files.toList()) {
        JsonObject vectors = new JsonObject(Files.readString(file));
        if (vectors.containsKey("signed_content") && vectors.containsKey("secret")) {
          String[] signed = vectors.getString("signed_content").split("\\.", 3);
          Map<String, String> headers =
              StandardWebhooks.headers(
                  List.of(vectors.getString("secret")),
                  signed[0],
                  Instant.ofEpochSecond(Long.parseLong(signed[1])),
                  signed[2].getBytes(UTF_8));
          assertEquals(vectors.getString("signature"), headers.get(StandardWebhooks.SIGNATURE));
          assertEquals(signed[0], headers.get(StandardWebhooks.ID));
          assertEquals(signed[1], headers.get(StandardWebhooks.TIMESTAMP));
        }
      }
    }
  }

  @Test
  void passesOverVersionsThatItDoesNotKnow() throws IOException {
    Path file = VECTORS.resolve("multi-key-header-example.json");
    assumeTrue(Files.exists(file), "The corpus is not beside this checkout");
    JsonObject headers = new JsonObject(Files.readString(file)).getJsonObject("headers");
    String mine = sign(List.of(SECRET)).get(StandardWebhooks.SIGNATURE);
    assertTrue(genuine(headers.getString("webhook-signature") + " " + mine));
    assertFalse(genuine(headers.getString("webhook-signature")));
  }

  @Test
  void acceptsWhatItSignedAndNothingElse() {
    Map<String, String> headers = sign(List.of(SECRET));
    String signature = headers.get(StandardWebhooks.SIGNATURE);
    assertTrue(genuine(signature));
    byte[] altered = BODY.clone();
    altered[3] ^= 1;
    assertFalse(
        StandardWebhooks.isGenuine(List.of(SECRET), "m1", stamp(), signature, altered, NOW));
    assertFalse(StandardWebhooks.isGenuine(List.of(SECRET), "m2", stamp(), signature, BODY, NOW));
    assertFalse(genuine(signature.substring(0, signature.length() - 1)));
    assertFalse(genuine(signature + "A"));
    assertFalse(genuine(""));
    assertFalse(genuine("v1,"));
    assertFalse(genuine(signature.replace("v1,", "v2,")));
  }

  @Test
  void refusesWhatIsFiveMinutesOff() {
    String signature = sign(List.of(SECRET)).get(StandardWebhooks.SIGNATURE);
    for (int off : List.of(-301, 301)) {
      assertFalse(
          StandardWebhooks.isGenuine(
              List.of(SECRET), "m1", stamp(), signature, BODY, NOW.plusSeconds(off)));
    }
    for (int off : List.of(-300, 0, 300)) {
      assertTrue(
          StandardWebhooks.isGenuine(
              List.of(SECRET), "m1", stamp(), signature, BODY, NOW.plusSeconds(off)));
    }
  }

  @Test
  void signsWithBothSecretsWhileTheyRotate() {
    String both = sign(List.of(SECRET, OLD)).get(StandardWebhooks.SIGNATURE);
    assertEquals(2, both.split(" ").length);
    for (String receivers : List.of(SECRET, OLD)) {
      assertTrue(StandardWebhooks.isGenuine(List.of(receivers), "m1", stamp(), both, BODY, NOW));
    }
  }

  @Test
  void knowsWhatASecretIs() {
    assertTrue(StandardWebhooks.isSecret(SECRET));
    assertFalse(StandardWebhooks.isSecret("whsec_"));
    assertFalse(StandardWebhooks.isSecret("whsec_c2hvcnQ="));
    assertFalse(StandardWebhooks.isSecret("not base64 at all"));
    assertThrows(
        IllegalArgumentException.class,
        () -> StandardWebhooks.headers(List.of("x"), "m1", NOW, BODY));
  }

  private static Map<String, String> sign(List<String> secrets) {
    return StandardWebhooks.headers(secrets, "m1", NOW, BODY);
  }

  private static boolean genuine(String signatures) {
    return StandardWebhooks.isGenuine(List.of(SECRET), "m1", stamp(), signatures, BODY, NOW);
  }

  private static String stamp() {
    return Long.toString(NOW.getEpochSecond());
  }
}
