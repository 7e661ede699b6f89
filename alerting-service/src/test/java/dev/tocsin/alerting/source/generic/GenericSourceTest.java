package dev.tocsin.alerting.source.generic;

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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericSourceTest extends SourceContract {

  @Override
  protected InboundSource source() {
    return new GenericSource();
  }

  @Override
  protected Object payload(List<Alarm> alarms) {
    JsonArray list = new JsonArray();
    for (Alarm alarm : alarms) {
      JsonObject labels = new JsonObject();
      alarm.labels().forEach(labels::put);
      list.add(
          new JsonObject()
              .put("title", "Backup of " + alarm.key())
              .put("severity", "high")
              .put("key", alarm.key())
              .put("state", alarm.firing() ? "firing" : "resolved")
              .put("description", "It has taken two days")
              .put("labels", labels));
    }
    return alarms.size() == 1 ? list.getJsonObject(0) : list;
  }

  @Test
  void readsTheDocumentedForm() {
    Signal signal =
        only(
            """
            {"title": "Backup failed", "description": "Since Monday", "severity": "critical", "state": "firing",
             "key": "backup/db1", "labels": {"team": "db", "try": 3}, "annotations": {"runbook": "https://wiki.example/b"},
             "links": [{"href": "https://backup.example/1", "text": "Job"}, {"url": "https://backup.example/2"}],
             "starts_at": "2026-01-15T08:00:00+01:00", "attempt": 4, "nodes": ["a", "b"], "size": {"gb": 1.5}}
            """);

    assertTrue(signal.firing());
    assertEquals("Backup failed", signal.title());
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals("000000aa:backup/db1", signal.fingerprint());
    assertEquals(Map.of("team", "db", "try", "3"), signal.labels());
    assertEquals("Since Monday", signal.annotations().get("description"));
    assertEquals("https://wiki.example/b", signal.annotations().get("runbook"));
    assertEquals("https://backup.example/1", signal.sourceUrl());
    assertEquals("https://backup.example/2", signal.annotations().get("link.2"));
    assertEquals("4", signal.annotations().get("attempt"));
    assertEquals("a, b", signal.annotations().get("nodes"));
    assertEquals("{\"gb\":1.5}", signal.annotations().get("size"));
    assertEquals(Optional.of(Instant.parse("2026-01-15T07:00:00Z")), signal.startedAt());
    assertEquals(List.of(), signal.remarks());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resolved",
        "OK",
        "Closed",
        "recovery",
        "RECOVERED",
        "up",
        "normal",
        "clear",
        "inactive",
        "false"
      })
  void takesManyWordsForOver(String word) {
    assertFalse(only(new JsonObject().put("title", "x").put("state", word)).firing());
  }

  @Test
  void takesTruthValueForState() {
    assertFalse(only("{\"title\":\"x\",\"state\":false}").firing());
    assertTrue(only("{\"title\":\"x\",\"state\":true}").firing());
  }

  @Test
  void takesUnknownStateAsFiringAndSaysSo() {
    Signal signal = only("{\"title\":\"x\",\"state\":\"odd\",\"severity\":\"info\"}");

    assertTrue(signal.firing());
    assertEquals(List.of("state 'odd' is unknown: taken as firing"), signal.remarks());
  }

  @Test
  void pagesNobodyForAcknowledgedOrSilenced() {
    Heard heard = heard("[{\"title\":\"x\",\"state\":\"acknowledged\"},{\"title\":\"y\"}]");

    assertEquals(List.of("y"), heard.signals().stream().map(Signal::title).toList());
    assertEquals(1, heard.passedOver().size());
  }

  @Test
  void keepsGoodAlertsOfListWithBadOne() {
    Heard heard = heard("[{\"title\":\"x\"},{\"foo\":1},7]");

    assertEquals(1, heard.signals().size());
    assertEquals(2, heard.passedOver().size());
    assertTrue(heard.passedOver().getFirst().startsWith("alerts[1].title is missing"));
  }

  @Test
  void opensNothingForWhatIsNoAlert() {
    Invalid refused = assertThrows(Invalid.class, () -> read("{\"event\":\"created\"}"));
    assertEquals("title", refused.violations().getFirst().field());

    byte[] netbox = Corpus.read("netbox.site-created-not-an-alert.json");
    assertThrows(Invalid.class, () -> read(netbox));
  }

  @Test
  void tellsKeysOfTwoIntegrationsApart() {
    Signal here = only("{\"title\":\"x\",\"key\":\"1\"}");

    assertTrue(here.fingerprint().startsWith("000000aa:"));
  }

  @Test
  void makesKeyOfTitleAndLabelsWhereThereIsNone() {
    Signal firing = only("{\"title\":\"x\",\"labels\":{\"a\":\"1\"}}");
    Signal over = only("{\"state\":\"ok\",\"labels\":{\"a\":\"1\"},\"title\":\"x\"}");
    Signal other = only("{\"title\":\"x\",\"labels\":{\"a\":\"2\"}}");

    assertEquals(firing.fingerprint(), over.fingerprint());
    assertFalse(firing.fingerprint().equals(other.fingerprint()));
  }

  @Test
  void readsTagsAsLabels() {
    Signal signal =
        only("{\"title\":\"x\",\"tags\":[\"team:db\",\"env=prod\",\"urgent\",\"night\"]}");

    assertEquals(Map.of("team", "db", "env", "prod", "tags", "urgent, night"), signal.labels());
  }

  @Test
  void keepsEveryDigitOfLargeKeys() {
    assertEquals(
        "000000aa:18446744073709551617",
        only("{\"title\":\"x\",\"key\":18446744073709551617}").fingerprint());
    assertEquals("000000aa:1e400", only("{\"title\":\"x\",\"key\":1e400}").fingerprint());
  }

  @Test
  void readsFormSubmissionOfCorpus() {
    Signal signal = only(Corpus.read("generic.form-submission.json"));

    assertEquals("Test title", signal.title());
    assertEquals("Test description", signal.annotations().get("description"));
    assertEquals(Severity.WARNING, signal.severity());
    assertEquals("Joe Bob", signal.annotations().get("name"));
    assertEquals("joe.bob@example.com", signal.annotations().get("email"));
    assertTrue(signal.firing());
  }

  @Test
  void readsFormattedWebhookOfCorpus() {
    Signal signal = only(Corpus.read("generic.oncall-formatted-webhook-alerting.json"));

    assertEquals("TestAlert: The whole system is down", signal.title());
    assertEquals("000000aa:08d6891a-835c-e661-39fa-96b6a9e26552", signal.fingerprint());
    assertEquals("https://en.wikipedia.org/wiki/Downtime", signal.sourceUrl());
    assertTrue(signal.annotations().get("description").endsWith("Oh no!"));
    assertTrue(signal.annotations().containsKey("image_url"));
  }

  @Test
  void readsMessageAlone() {
    Signal signal = only(Corpus.read("generic.oncall-message-only.json"));

    assertEquals("This alert was sent by user for demonstration purposes", signal.title());
    assertEquals(3, Corpus.of("generic").size());
  }
}
