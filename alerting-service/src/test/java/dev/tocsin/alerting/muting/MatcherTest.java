package dev.tocsin.alerting.muting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.muting.Matcher.Operator;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.error.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MatcherTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Subject ALERT =
      new Subject(
          Map.of("service", "checkout", "app.kubernetes.io/name", "till"),
          Severity.MAJOR,
          "alertmanager",
          "Disk full\non db-1",
          "abc");

  @Test
  void comparesLabelsAndTheOtherProperties() {
    assertTrue(matches("labels.service", Operator.EQUAL, "checkout"));
    assertTrue(matches("labels.app.kubernetes.io/name", Operator.EQUAL, "till"));
    assertTrue(matches("severity", Operator.IN, "critical", "major"));
    assertTrue(matches("source", Operator.NOT_EQUAL, "grafana"));
    assertTrue(matches("fingerprint", Operator.IN, "xyz", "abc"));
    assertFalse(matches("labels.service", Operator.NOT_EQUAL, "checkout"));
    assertFalse(matches("severity", Operator.EQUAL, "critical"));
    assertFalse(matches("fingerprint", Operator.IN, "xyz"));
  }

  @Test
  void aRegularExpressionMatchesTheWholeText() {
    assertTrue(matches("labels.service", Operator.MATCHES, "check.*"));
    assertTrue(matches("title", Operator.MATCHES, "Disk.*db-[0-9]"));
    assertFalse(matches("labels.service", Operator.MATCHES, "check"));
    assertFalse(matches("labels.service", Operator.NOT_MATCHES, "check.*|till"));
    assertTrue(matches("labels.service", Operator.NOT_MATCHES, "heck"));
  }

  @Test
  void aMissingLabelIsAnEmptyText() {
    assertTrue(matches("labels.team", Operator.EQUAL, ""));
    assertTrue(matches("labels.team", Operator.NOT_EQUAL, "db"));
    assertTrue(matcher("labels.team", Operator.MATCHES, ".*").matchesNothing());
    assertFalse(matcher("labels.team", Operator.MATCHES, ".+").matchesNothing());
  }

  @Test
  void saysWhichPartOfItIsWrong() {
    assertEquals("m[0].name", wrong("label.team", Operator.EQUAL, "x"));
    assertEquals("m[0].name", wrong("labels.", Operator.EQUAL, "x"));
    assertEquals("m[0].value", wrong("severity", Operator.EQUAL, "P1"));
    assertEquals("m[0].value", wrong("labels.team", Operator.MATCHES, "(a"));
    assertEquals("m[0].value", wrong("labels.team", Operator.MATCHES, "(?=a)b"));
    assertEquals("m[0].value", wrong("labels.team", Operator.MATCHES, "[ab]{999}{2}"));
    assertEquals("m[0].values", wrong("labels.team", Operator.IN));
  }

  @Test
  void refusesAnExpressionThatWouldFillTheMemoryBeforeItIsCompiled() {
    assertEquals("m[0].value", wrong("title", Operator.MATCHES, "((a{1000}){1000}){1000}"));
    assertEquals(
        "m[0].value", wrong("title", Operator.NOT_MATCHES, "(?:(?:[(]{1000}){1000}){1000}"));
  }

  @Test
  void takesLinearTimeForWhatIsNastyElsewhere() {
    Matcher nasty = matcher("title", Operator.MATCHES, "(a+)+b");
    Subject long_ =
        new Subject(Map.of(), Severity.INFO, "manual", "a".repeat(100_000), "fingerprint");

    boolean matches = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> nasty.matches(long_));

    assertFalse(matches);
  }

  @Test
  void ofSeveralSilencesTheOneThatEndsLastHolds() {
    Silence first = silence(NOON.minusSeconds(60), NOON.plusSeconds(60), "checkout");
    Silence last = silence(NOON.minusSeconds(60), NOON.plusSeconds(600), "checkout");
    Silence other = silence(NOON.minusSeconds(60), NOON.plusSeconds(900), "till");
    Silence later = silence(NOON.plusSeconds(1), NOON.plusSeconds(900), "checkout");
    Silences silences = new Silences(List.of(first, last, other, later));

    Mute mute = silences.mutes(ALERT, NOON).orElseThrow();

    assertEquals(last.id(), mute.by());
    assertEquals(NOON.plusSeconds(600), mute.until());
    assertEquals("muted.silenced", mute.reason().code());
    assertEquals(later.id(), silences.mutes(ALERT, NOON.plusSeconds(1)).orElseThrow().by());
    assertEquals(Optional.empty(), silences.mutes(ALERT, NOON.plusSeconds(900)));
    assertEquals(Optional.empty(), silences.mutes(ALERT, NOON.minusSeconds(61)));
  }

  private static Silence silence(Instant from, Instant until, String service) {
    return new Silence(
        UUID.randomUUID(),
        List.of(matcher("labels.service", Operator.EQUAL, service)),
        from,
        until,
        "Migration",
        Actor.SYSTEM,
        Optional.empty(),
        from,
        from);
  }

  private static boolean matches(String name, Operator operator, String... values) {
    return matcher(name, operator, values).matches(ALERT);
  }

  private static Matcher matcher(String name, Operator operator, String... values) {
    return Matcher.of("m[0]", name, operator, List.of(values), 1000);
  }

  private static String wrong(String name, Operator operator, String... values) {
    return assertThrows(Invalid.class, () -> matcher(name, operator, values))
        .violations()
        .getFirst()
        .field();
  }
}
