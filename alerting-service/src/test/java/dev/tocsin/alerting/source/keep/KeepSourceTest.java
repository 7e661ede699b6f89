package dev.tocsin.alerting.source.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Corpus;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.SourceContract;
import dev.tocsin.platform.error.Invalid;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepSourceTest extends SourceContract {

  @Override
  protected InboundSource source() {
    return new KeepSource();
  }

  @Override
  protected Object payload(List<Alarm> alarms) {
    JsonArray list = new JsonArray();
    for (Alarm alarm : alarms) {
      JsonObject labels = new JsonObject();
      alarm.labels().forEach(labels::put);
      list.add(
          alert()
              .put("fingerprint", alarm.key())
              .put("labels", labels)
              .put("status", state(alarm)));
    }
    return alarms.size() == 1 ? list.getJsonObject(0) : list;
  }

  private static String state(Alarm alarm) {
    return alarm.firing() ? "firing" : "resolved";
  }

  private static JsonObject alert() {
    return new JsonObject()
        .put("id", "0b1c")
        .put("name", "Queue is long")
        .put("status", "firing")
        .put("severity", "critical")
        .put("lastReceived", "2026-01-15T09:59:30.000Z")
        .put("environment", "production")
        .put("service", "checkout")
        .put("source", new JsonArray().add("prometheus").add("keep"))
        .put("message", "Queue: 4,000 entries")
        .put("description", "It should be below 100")
        .put("url", "https://keep.example/alerts/feed?fingerprint=ab12")
        .put("labels", new JsonObject().put("team", "shop").put("replicas", 3))
        .put("ticket_url", "https://desk.example/456")
        .put("fingerprint", "ab12")
        .put("providerType", "prometheus")
        .put("pushed", true)
        .putNull("assignee");
  }

  @Test
  void readsAlertAsKeepWritesIt() {
    Signal signal = only(alert().put("firingStartTime", "2026-01-15T09:30:00.000Z"));

    assertTrue(signal.firing());
    assertEquals("ab12", signal.fingerprint());
    assertEquals("Queue is long", signal.title());
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals("https://keep.example/alerts/feed?fingerprint=ab12", signal.sourceUrl());
    assertEquals("shop", signal.labels().get("team"));
    assertEquals("3", signal.labels().get("replicas"));
    assertEquals("production", signal.labels().get("environment"));
    assertEquals("prometheus, keep", signal.labels().get("source"));
    assertEquals("It should be below 100", signal.annotations().get("description"));
    assertEquals("https://desk.example/456", signal.annotations().get("ticket_url"));
    assertFalse(signal.annotations().containsKey("pushed"));
    assertEquals(Optional.of(Instant.parse("2026-01-15T09:30:00Z")), signal.startedAt());
    assertEquals(List.of(), signal.remarks());
  }

  @Test
  void readsListsAndWrappers() {
    JsonArray two = new JsonArray().add(alert()).add(alert().put("fingerprint", "cd34"));

    assertEquals(2, read(two).size());
    assertEquals(2, read(new JsonObject().put("alerts", two)).size());
    assertEquals("ab12", only(new JsonObject().put("alert", alert())).fingerprint());
    assertEquals("ab12", only(new JsonObject().put("event", alert())).fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "critical,CRITICAL", "high,MAJOR", "warning,WARNING", "info,INFO", "low,INFO",
        "CRITICAL,CRITICAL",
    "5,CRITICAL", "4,MAJOR", "3,WARNING", "2,INFO", "1,INFO", "violet,WARNING"
  })
  void mapsSeverities(String word, Severity severity) {
    assertEquals(severity, only(alert().put("severity", word)).severity());
  }

  @Test
  void takesNumberForSeverity() {
    assertEquals(Severity.MAJOR, only(alert().put("severity", 4)).severity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"acknowledged", "suppressed", "pending", "maintenance", "Acknowledged"})
  void pagesNobodyForWhatIsDealtWithInKeep(String status) {
    Heard heard = heard(alert().put("status", status));

    assertEquals(List.of(), heard.signals());
    assertEquals(1, heard.passedOver().size());
  }

  @Test
  void pagesNobodyForWhatIsDismissed() {
    assertEquals(List.of(), read(alert().put("dismissed", true)));
    assertEquals(List.of(), read(alert().put("dismissed", "True").put("dismissUntil", "forever")));
    assertEquals(
        List.of(),
        read(alert().put("dismissed", true).put("dismissUntil", "2026-01-15T11:00:00.000Z")));
    assertEquals(
        1,
        read(alert().put("dismissed", true).put("dismissUntil", "2026-01-15T09:00:00.000Z"))
            .size());
    assertFalse(only(alert().put("dismissed", true).put("status", "resolved")).firing());
  }

  @Test
  void makesFingerprintAsKeepDoesWhereThereIsNone() {
    JsonObject firing = alert().put("id", "1");
    JsonObject over = alert().put("id", "2").put("status", "resolved");
    firing.remove("fingerprint");
    over.remove("fingerprint");

    assertEquals(only(firing).fingerprint(), only(over).fingerprint());
    assertEquals(
        "a63be284aa7a9382f1f94bedfe8b57fe10c6da4c746f915ca1c949000974e41c",
        only(firing).fingerprint());
  }

  @Test
  void takesStatusThatNobodyKnowsAsFiring() {
    assertTrue(only(alert().put("status", "odd")).firing());
    JsonObject none = alert();
    none.remove("status");
    assertTrue(only(none).firing());
  }

  @Test
  void readsIncidents() {
    JsonObject incident =
        new JsonObject()
            .put("id", "c2509cb3-6168-4347-b83b-a41da9df2d5b")
            .put("user_generated_name", "Checkout is slow")
            .put("user_summary", "Since the release")
            .put("severity", "high")
            .put("status", "firing")
            .put("alerts_count", 4);

    Signal firing = only(incident);
    Signal merged = only(incident.copy().put("status", "merged"));

    assertEquals("Checkout is slow", firing.title());
    assertEquals("Since the release", firing.annotations().get("description"));
    assertEquals(firing.fingerprint(), merged.fingerprint());
    assertFalse(merged.firing());
  }

  @Test
  void namesEntryThatIsNoAlert() {
    Invalid refused =
        assertThrows(
            Invalid.class,
            () -> read(new JsonArray().add(alert()).add(new JsonObject().put("x", 1))));

    assertEquals("[1].name", refused.violations().getFirst().field());
  }

  @Test
  void readsEveryRecordedPayload() {
    for (String file : Corpus.of("keep")) {
      assertFalse(read(Corpus.read(file)).isEmpty(), file);
    }
  }
}
