package dev.tocsin.alerting.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The language of conditions: what it knows, and that nothing in it can hold ingest up (FAULTS 26).
 */
class ConditionsTest {

  private static final AlertFacts ALERT =
      new AlertFacts(
          Map.of(
              "team", "db", "alertname", "DiskFull", "code", "503", "app.kubernetes.io/name", "x"),
          Map.of("summary", "disk is full"),
          Severity.MAJOR,
          "alertmanager",
          Instant.parse("2026-01-15T10:30:00Z"));

  private final Conditions language = new Conditions(Limits.USUAL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "true",
        "labels.team == 'db'",
        "labels['app.kubernetes.io/name'] == 'x'",
        "'team' in labels",
        "has(labels.team) && !has(labels.zone)",
        "severity == 'major' && source == 'alertmanager'",
        "severity in ['critical', 'major']",
        "annotations.summary.contains('full')",
        "labels.alertname.matches('^Disk.*')",
        "int(labels.code) >= 500",
        "now.getHours('Europe/Berlin') == 11",
        "now.getDayOfWeek() in [1, 2, 3, 4, 5]",
        "labels.exists(name, name.startsWith('app.'))",
        "size(labels) == 4",
        "now > timestamp('2026-01-01T00:00:00Z')"
      })
  void holds(String condition) {
    assertEquals(Condition.Result.HOLDS, evaluate(condition));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels.zone == 'a'",
        "labels.zone != 'a'",
        "annotations.runbook.startsWith('x')",
        "labels.team == 'web'",
        "severity == 'critical'"
      })
  void doesNotHoldAndIsNoFailure(String condition) {
    assertEquals(Condition.Result.DOES_NOT_HOLD, evaluate(condition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels.team = 'db'          | 1 | 13",
        "labels.team == 'db          | 1 | 16",
        "label.team == 'db'          | 1 | 1",
        "severity == 1               | 1 | 10",
        "labels.team                 | 1 | 7",
        "now + 'x' == now            | 1 | 5",
        "exec('rm') == ''            | 1 | 5"
      })
  void refusesMistakeAtItsPlace(String condition, int line, int column) {
    Invalid refused =
        assertThrows(Invalid.class, () -> language.compile("route.condition", condition));

    Violation first = refused.violations().getFirst();
    assertEquals("route.condition", first.field());
    assertEquals(line, first.line());
    assertEquals(column, first.column());
    assertTrue(first.message().contains(condition), first.message());
  }

  @Test
  void boundsNestedLoops() {
    String hundred = "[" + "1,".repeat(99) + "1]";
    String condition =
        hundred + ".all(a, " + hundred + ".all(b, " + hundred + ".all(c, a + b + c > 0)))";

    long start = System.nanoTime();
    Condition.Failed failed = assertInstanceOf(Condition.Failed.class, evaluate(condition));

    assertTrue(failed.why().contains("10000 steps"), failed.why());
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 20_000);
  }

  @Test
  void boundsTime() {
    String sum = "(" + "labels.team + ".repeat(40) + "'' == 'x')";
    String costly = (sum + " || ").repeat(12) + "false";
    AlertFacts huge =
        new AlertFacts(
            Map.of("team", "x".repeat(1_000_000)),
            Map.of(),
            Severity.INFO,
            "alertmanager",
            ALERT.now());

    long start = System.nanoTime();
    Condition.Result result = language.compile("c", costly).program().apply(huge);

    assertInstanceOf(Condition.Failed.class, result);
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 20_000);
  }

  @Test
  void boundsRegularExpressions() {
    Condition.Result result = evaluate("labels.team.matches('(((a{1,99}){1,99}){1,99})')");

    assertInstanceOf(Condition.Failed.class, result);
  }

  @Test
  void boundsLength() {
    String long_ = "labels.team == '" + "x".repeat(100_000) + "'";

    assertThrows(Invalid.class, () -> language.compile("route.condition", long_));
  }

  @Test
  void boundsDepth() {
    String deep = "(".repeat(4_000) + "true" + ")".repeat(4_000);

    assertThrows(Invalid.class, () -> language.compile("route.condition", deep));
  }

  @Test
  void failsOnWrongTypesAtRunTime() {
    assertInstanceOf(Condition.Failed.class, evaluate("int(labels.team) == 1"));
    assertInstanceOf(Condition.Failed.class, evaluate("1 / 0 == 1"));
    assertInstanceOf(Condition.Failed.class, evaluate("timestamp(labels.team) < now"));
  }

  @Test
  void knowsWhatMustLeaveTheEventLoop() {
    assertTrue(language.compile("c", "labels.team.matches('a.*')").heavy());
    assertTrue(language.compile("c", "labels.exists(name, name == 'a')").heavy());
    assertFalse(language.compile("c", "labels.team == 'db' && severity == 'major'").heavy());
  }

  private Condition.Result evaluate(String condition) {
    return language.compile("route.condition", condition).program().apply(ALERT);
  }
}
