package dev.tocsin.ticketing.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JiraErrorsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final JiraConfig CONFIG =
      JiraConfig.of(
          new ProviderSettings(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("base_url", "https://acme.atlassian.net/")
                  .put("project", "OPS"),
              Map.of("api_token", "t0ken")));

  @Test
  void messagesAndFieldErrorsAreToldTogether() {
    String body =
        "{\"errorMessages\":[\"Not today.\"],\"errors\":{\"priority\":\"is"
            + " unknown\",\"summary\":\"is missing\"}}";
    assertEquals(
        "Jira answered 400 to creating: Not today.; priority: is unknown; summary: is missing",
        refused(400, body, Map.of()).reason());
  }

  @Test
  void eachRefusalSaysWhatToDo() {
    assertTrue(refused(401, "", Map.of()).reason().contains("api_token"));
    assertTrue(refused(403, "{}", Map.of()).reason().contains("permission in project OPS"));
    assertTrue(refused(404, "{}", Map.of()).reason().contains("Browse Projects"));
    assertTrue(
        refused(302, "", Map.of("location", "https://new.example/login"))
            .reason()
            .contains("https://new.example/login"));
    assertTrue(refused(200, "<html>sign in</html>", Map.of()).reason().contains("base_url"));
    assertTrue(
        refused(403, "", Map.of("x-seraph-loginreason", "AUTHENTICATION_DENIED"))
            .reason()
            .contains("CAPTCHA"));
  }

  @Test
  void whatPassesIsTriedAgain() {
    for (int status : new int[] {408, 409, 429, 500, 502, 503, 504}) {
      again(status, Map.of());
    }
    assertEquals(
        Optional.of(Duration.ofSeconds(7)), again(429, Map.of("retry-after", "7")).after());
    assertEquals(
        Optional.of(Duration.ofSeconds(90)),
        again(503, Map.of("retry-after", "Sun, 01 Mar 2026 00:01:30 GMT")).after());
    assertEquals(
        Optional.of(Duration.ofMinutes(2)),
        again(429, Map.of("x-ratelimit-reset", "2026-03-01T00:02Z")).after());
    assertEquals(
        Optional.of(Duration.ofHours(1)), again(429, Map.of("retry-after", "999999999")).after());
    assertEquals(Optional.empty(), again(429, Map.of("retry-after", "soon")).after());
  }

  private static ProviderAnswer.Refused refused(
      int status, String body, Map<String, String> headers) {
    return assertInstanceOf(ProviderAnswer.Refused.class, read(status, body, headers).answer());
  }

  private static ProviderAnswer.TryAgain again(int status, Map<String, String> headers) {
    return assertInstanceOf(ProviderAnswer.TryAgain.class, read(status, "", headers).answer());
  }

  private static Reply.Bad read(int status, String body, Map<String, String> headers) {
    OutboundResponse response = new Answered(status, headers, body.getBytes(UTF_8), false);
    return assertInstanceOf(Reply.Bad.class, JiraErrors.read(CONFIG, response, "creating", NOW));
  }
}
