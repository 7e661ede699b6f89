package dev.tocsin.fakes.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published vectors of Standard Webhooks. */
class PublishedSignaturesTest {

  @TestFactory
  Stream<DynamicTest> judgesAsThePublishedVectorsSay() throws IOException {
    Path file =
        Path.of("../../shared/corpus/04-signatures/standard-webhooks/sign-and-verify.part-a.json");
    assumeTrue(Files.exists(file), "no corpus beside the repository");
    JsonNode vectors = Json.parse(Files.readString(file)).orElseThrow();
    byte[] body = vectors.path("body").asText().getBytes(StandardCharsets.UTF_8);
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : vectors.path("cases")) {
      String secret = vector.path("secret").asText(vectors.path("secret").asText());
      JsonNode headers = vector.path("headers");
      Instant now = Instant.ofEpochSecond(vector.path("clock").asLong());
      tests.add(
          DynamicTest.dynamicTest(
              vector.path("name").asText(),
              () ->
                  assertEquals(
                      vector.path("expected").asText().equals("valid"),
                      new WebhookSignature(secret)
                          .distrust(
                              headers.path("webhook-id").asText(),
                              headers.path("webhook-timestamp").asText(),
                              headers.path("webhook-signature").asText(),
                              body,
                              now)
                          .isEmpty())));
    }
    return tests.stream();
  }
}
