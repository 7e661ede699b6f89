package dev.tocsin.alerting.source.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.PayloadJson;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.UsualLimits;
import dev.tocsin.alerting.source.generic.GenericSource.Trial;
import dev.tocsin.alerting.source.mapping.ExpressionSettings;
import dev.tocsin.alerting.source.mapping.Mapping;
import dev.tocsin.alerting.source.mapping.MappingLanguage;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MappingTest {

  private static final MappingLanguage LANGUAGE = new MappingLanguage(new Settings());

  /** The documented limits. */
  record Settings() implements ExpressionSettings {
    @Override
    public int conditionLength() {
      return 10_000;
    }

    @Override
    public int iterations() {
      return 10_000;
    }

    @Override
    public int regexSize() {
      return 1_000;
    }

    @Override
    public Duration perCondition() {
      return Duration.ofSeconds(10);
    }
  }

  /** Parts by name; {@code label.x} is the label x. */
  static Mapping mapping(String... namesAndExpressions) {
    return LANGUAGE.compile("mapping", text(namesAndExpressions));
  }

  static MappingText text(String... namesAndExpressions) {
    Map<String, String> parts = new HashMap<>();
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < namesAndExpressions.length; i += 2) {
      String name = namesAndExpressions[i];
      if (name.startsWith("label.")) {
        labels.put(name.substring("label.".length()), namesAndExpressions[i + 1]);
      } else {
        parts.put(name, namesAndExpressions[i + 1]);
      }
    }
    return new MappingText(
        parts.getOrDefault("alerts", ""),
        parts.getOrDefault("title", ""),
        parts.getOrDefault("description", ""),
        parts.getOrDefault("severity", ""),
        parts.getOrDefault("key", ""),
        parts.getOrDefault("state", ""),
        parts.getOrDefault("source_url", ""),
        parts.getOrDefault("starts_at", ""),
        parts.getOrDefault("all_labels", ""),
        labels);
  }

  static Reading reading(Mapping mapping) {
    return new Reading(
        UUID.fromString("019c0000-0000-7000-8000-0000000000aa"),
        Optional.of(mapping),
        new UsualLimits(),
        Instant.parse("2026-01-15T10:00:00Z"));
  }

  static Heard heard(Mapping mapping, byte[] payload) {
    return PayloadJson.read(new GenericSource(), payload, reading(mapping));
  }

  private static Signal only(Mapping mapping, String payload) {
    List<Signal> signals = heard(mapping, payload.getBytes(StandardCharsets.UTF_8)).signals();
    assertEquals(1, signals.size());
    return signals.getFirst();
  }

  private static Trial trial(Mapping mapping, String payload) {
    return new GenericSource()
        .trial(PayloadJson.tree(payload.getBytes(StandardCharsets.UTF_8)), reading(mapping));
  }

  @Test
  void mapsEveryPart() {
    Mapping mapping =
        mapping(
            "title", "payload.check.name + ' on ' + payload.host",
            "description", "payload.out",
            "severity", "payload.code == 2 ? 'critical' : 'warning'",
            "key", "payload.host + '/' + string(payload.check.id)",
            "state", "payload.code != 0",
            "source_url", "'https://mon.example/h/' + payload.host",
            "starts_at", "payload.since",
            "label.host", "payload.host",
            "label.dc", "payload.dc",
            "all_labels", "payload.tags");

    Signal signal =
        only(
            mapping,
            """
            {"host":"db1","check":{"name":"disk","id":7},"out":"95 %","code":2,"since":1768464000,"tags":{"env":"prod","host":"x"}}
            """);

    assertTrue(signal.firing());
    assertEquals("disk on db1", signal.title());
    assertEquals("95 %", signal.annotations().get("description"));
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals("000000aa:db1/7", signal.fingerprint());
    assertEquals("https://mon.example/h/db1", signal.sourceUrl());
    assertEquals(Optional.of(Instant.ofEpochSecond(1_768_464_000)), signal.startedAt());
    assertEquals(Map.of("host", "db1", "env", "prod"), signal.labels());
  }

  @Test
  void makesManyAlertsOfOneList() {
    Mapping mapping =
        mapping(
            "alerts", "payload.groups.filter(g, g.bad)",
            "title", "payload.rule + ' ' + alert.name",
            "key", "payload.rule + alert.name",
            "severity", "'major'");

    List<Signal> signals =
        heard(
                mapping,
                "{\"rule\":\"r\",\"groups\":[{\"name\":\"a\",\"bad\":true},{\"name\":\"b\",\"bad\":false},{\"name\":\"c\",\"bad\":true}]}"
                    .getBytes(StandardCharsets.UTF_8))
            .signals();

    assertEquals(List.of("r a", "r c"), signals.stream().map(Signal::title).toList());
  }

  @Test
  void leavesWhatIsMissingToDocumentedNames() {
    Signal signal =
        only(
            mapping("title", "payload.no.such", "severity", "payload.?prio.orValue('p1')"),
            "{\"title\":\"x\",\"key\":\"k\",\"state\":\"ok\"}");

    assertEquals("x", signal.title());
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals("000000aa:k", signal.fingerprint());
    assertFalse(signal.firing());
  }

  @Test
  void namesFieldLineAndColumnOfEachMistakeWhenSaved() {
    Invalid refused =
        assertThrows(
            Invalid.class,
            () ->
                LANGUAGE.compile(
                    "integration.mapping",
                    text("title", "payload.a +\n  oops(1)", "key", "payload.", "label.x", "1 +")));

    Map<String, Violation> byField = new HashMap<>();
    refused.violations().forEach(wrong -> byField.putIfAbsent(wrong.field(), wrong));
    assertEquals(
        java.util.Set.of(
            "integration.mapping.title",
            "integration.mapping.key",
            "integration.mapping.labels[x]"),
        byField.keySet());
    assertEquals(2, byField.get("integration.mapping.title").line());
    assertEquals(7, byField.get("integration.mapping.title").column());
  }

  @Test
  void tellsWhatFailsOnSampleAndTakesAlertAllTheSame() {
    Trial trial =
        trial(
            mapping("title", "'a' +\n  payload.n", "severity", "'info'", "key", "'k'"),
            "{\"n\":1,\"title\":\"t\"}");

    Violation problem = trial.problems().getFirst();
    assertEquals("mapping.title", problem.field());
    assertEquals(1, problem.line());
    assertEquals(5, problem.column());
    var taken = (GenericSource.Read.Taken) trial.read().getFirst();
    assertEquals("t", taken.signal().title());
    assertEquals("k", taken.key());
    assertTrue(taken.signal().remarks().getFirst().startsWith("mapping.title: line 1, column 5"));
  }

  @Test
  void refusesPayloadWithoutTheList() {
    Mapping mapping = mapping("alerts", "payload.items", "title", "'x'");

    assertEquals(
        "mapping.alerts",
        assertThrows(Invalid.class, () -> only(mapping, "{\"a\":1}"))
            .violations()
            .getFirst()
            .field());
    assertTrue(
        assertThrows(Invalid.class, () -> only(mapping, "{\"items\":{\"a\":1}}"))
            .getMessage()
            .contains("gives a map, not a list"));
  }

  @Test
  void passesOverWhatTheMappingCallsIgnored() {
    Mapping mapping = mapping("title", "'x'", "state", "payload.kind == 'a' ? 'firing' : 'ignore'");

    assertEquals(
        1, heard(mapping, "{\"kind\":\"b\"}".getBytes(StandardCharsets.UTF_8)).passedOver().size());
    assertTrue(only(mapping, "{\"kind\":\"a\"}").firing());
  }

  @Test
  void boundsWhatAnExpressionMayCost() {
    String many = "[" + "1,".repeat(200) + "1]";
    Mapping mapping =
        mapping("title", "payload.l.all(a, payload.l.all(b, payload.l.all(c, true))) ? 'a' : 'b'");

    Trial trial = trial(mapping, "{\"l\":" + many + ",\"title\":\"t\"}");

    assertTrue(trial.problems().getFirst().message().contains("10000 steps"));
    assertThrows(Invalid.class, () -> mapping("title", "'" + "x".repeat(10_001) + "'"));
  }

  @Test
  void readsJsonInsideText() {
    assertEquals(
        "inner",
        only(
                mapping("title", "json(payload.m).t", "key", "'k'"),
                "{\"m\":\"{\\\"t\\\":\\\"inner\\\"}\"}")
            .title());
  }
}
