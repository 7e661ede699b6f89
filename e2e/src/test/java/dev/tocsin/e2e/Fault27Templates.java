package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Answer;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAULTS 27: a template reads no file and no class, and what it makes stays bounded. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault27Templates {
  private static final Duration PROMPT = Duration.ofSeconds(30);

  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "templates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{> META-INF/MANIFEST.MF}}",
        "{{> application.properties}}",
        "{{> /etc/passwd}}",
        "{{> ../../../../etc/passwd}}",
        "{{#alert}}{{class.name}}{{getClass.protectionDomain}}{{/alert}}",
        "{{alert.labels.getClass}}{{alert.class.classLoader}}"
      })
  void seesNeitherFilesNorClasses(String template) {
    Answer answer = preview(template, Map.of()).ok();

    for (String leak :
        new String[] {"Manifest-Version", "quarkus.", "root:", "java.", "dev.tocsin"}) {
      assertFalse(answer.body().contains(leak), () -> template + " printed " + answer.body());
    }
  }

  @Test
  void boundsNestedLoops() {
    var many = IntStream.range(0, 200).boxed().toList();
    String loops = "{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}x{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}";

    isAProblemInTime(loops, Map.of("l", many));
  }

  @Test
  void boundsTenMegabytesOfOutput() {
    var many = IntStream.range(0, 1000).boxed().toList();

    isAProblemInTime("{{#l}}" + "x".repeat(20_000) + "{{/l}}", Map.of("l", many));
  }

  @Test
  void namesThePositionOfAMistakeAndStoresNothing() {
    Answer answer =
        tenant
            .owner()
            .post("/api/v1/templates", template("Broken", "fine\n{{#alert}} and never closed"))
            .is(400);

    assertTrue(answer.body().contains("text"), answer.body());
    assertFalse(
        tenant.owner().get("/api/v1/templates").ok().body().contains("Broken"),
        "nothing is stored");
  }

  @Test
  void pagesNoneTheLessWithATemplateThatBursts() {
    tenant
        .owner()
        .post(
            "/api/v1/templates",
            template("Burst", "{{#alerts}}" + "x".repeat(40_000) + "{{/alerts}}".repeat(1)))
        .ok();
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Burst", "critical");

    timeline.fires(alarm);

    timeline.expectPage("email", "Ada");
  }

  private void isAProblemInTime(String template, Map<String, ?> context) {
    long begin = System.nanoTime();
    JsonNode message = preview(template, context).ok().json().path("messages").path(0);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    assertTrue(took.compareTo(PROMPT) < 0, () -> "took " + took);
    boolean error = false;
    for (JsonNode problem : message.path("problems")) {
      error = error || problem.path("error").asBoolean();
    }
    boolean told = error;
    assertTrue(told, () -> "no problem told: " + abbreviated(message));
    assertTrue(message.toString().length() < 1_000_000, "the answer itself is bounded");
  }

  private static String abbreviated(JsonNode message) {
    String text = message.toString();
    return text.substring(0, Math.min(500, text.length()));
  }

  private Answer preview(String text, Map<String, ?> context) {
    return tenant
        .as("viewer")
        .post(
            "/api/v1/templates/preview",
            Map.of(
                "channelKind",
                "CHANNEL_KIND_EMAIL",
                "parts",
                Map.of("subject", "s", "text", text, "html", ""),
                "renderContext",
                context));
  }

  private static Map<String, ?> template(String name, String text) {
    return Map.of(
        "name",
        name,
        "channelKind",
        "CHANNEL_KIND_EMAIL",
        "eventKind",
        "EVENT_KIND_PAGE",
        "default",
        true,
        "parts",
        Map.of("subject", "{{alert.title}}", "text", text));
  }
}
