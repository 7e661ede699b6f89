package dev.tocsin.alerting.source.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Alertmanagers;
import dev.tocsin.alerting.source.Corpus;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.SourceContract;
import dev.tocsin.platform.error.Invalid;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerSourceTest extends SourceContract {

  @Override
  protected InboundSource source() {
    return new AlertmanagerSource();
  }

  @Override
  protected Object payload(List<Alarm> alarms) {
    return Alertmanagers.payload(alarms.stream().map(AlertmanagerSourceTest::entry).toList());
  }

  private static JsonObject entry(Alarm alarm) {
    return Alertmanagers.entry(alarm.key(), alarm.firing(), alarm.labels());
  }

  @Test
  void readsAlertAsAlertmanagerWritesIt() {
    Signal signal =
        only(
            """
            {"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"Down","severity":"page"},
            "annotations":{"summary":"It is down"},"startsAt":"2026-01-15T09:59:00.123Z","endsAt":"0001-01-01T00:00:00Z",
            "generatorURL":"http://p/graph","fingerprint":"0011aabb"}]}\
            """);

    assertTrue(signal.firing());
    assertEquals("0011aabb", signal.fingerprint());
    assertEquals("Down: It is down", signal.title());
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals(Optional.of(Instant.parse("2026-01-15T09:59:00.123Z")), signal.startedAt());
    assertEquals(Optional.empty(), signal.endedAt());
    assertEquals("http://p/graph", signal.sourceUrl());
    assertEquals(List.of(), signal.remarks());
  }

  @Test
  void takesGroupsStatusForEntryWithoutOne() {
    assertFalse(only("{'status':'resolved','alerts':[{'labels':{'a':'b'}}]}").firing());
    assertTrue(only("{'status':'firing','alerts':[{'labels':{'a':'b'}}]}").firing());
  }

  @Test
  void decidesByEndWhereNobodyGivesStatus() {
    assertFalse(only("{'alerts':[{'labels':{'a':'b'},'endsAt':'2026-01-15T09:00:00Z'}]}").firing());
    assertTrue(only("{'alerts':[{'labels':{'a':'b'},'endsAt':'0001-01-01T00:00:00Z'}]}").firing());
    assertTrue(only("{'alerts':[{'labels':{'a':'b'}}]}").firing());
  }

  @Test
  void makesFingerprintOfLabelsWhereThereIsNone() {
    String first = only("{'alerts':[{'labels':{'a':'1','b':'2'}}]}").fingerprint();
    String same = only("{'alerts':[{'labels':{'b':'2','a':'1'}}]}").fingerprint();
    String other = only("{'alerts':[{'labels':{'a':'1','b':'3'}}]}").fingerprint();

    assertEquals(first, same);
    assertFalse(first.equals(other));
  }

  @Test
  void readsOffsetsAndPassesOverWhatIsNoTime() {
    assertEquals(
        Optional.of(Instant.parse("2022-04-25T09:05:19.490146Z")),
        only("{'alerts':[{'labels':{},'startsAt':'2022-04-25T14:35:19.490146+05:30'}]}")
            .startedAt());
    Signal odd = only("{'alerts':[{'labels':{},'startsAt':'yesterday'}]}");
    assertEquals(Optional.empty(), odd.startedAt());
    assertTrue(odd.remarks().stream().anyMatch(remark -> remark.contains("startsAt")));
  }

  @Test
  void readsNumbersAndNothingWhereTextIsExpected() {
    Signal signal =
        only(
            "{'version':3,'groupKey':18446744073709551615,'alerts':[{'labels':{'code':503,'up':false,'none':null,"
                + "'odd':{'x':1}},'annotations':null,'generatorURL':null}]}");

    assertEquals("503", signal.labels().get("code"));
    assertEquals("false", signal.labels().get("up"));
    assertEquals("", signal.labels().get("none"));
    assertEquals("", signal.labels().get("odd"));
  }

  @ParameterizedTest
  @CsvSource({
    "critical,CRITICAL",
    "CRITICAL,CRITICAL",
    "page,CRITICAL",
    "P1,CRITICAL",
    "high,MAJOR",
    "error,MAJOR",
    "minor,MINOR",
    "warning,WARNING",
    "low,WARNING",
    "info,INFO",
    "none,INFO",
    "purple,WARNING"
  })
  void mapsSeverities(String word, Severity severity) {
    assertEquals(severity, only("{'alerts':[{'labels':{'severity':'" + word + "'}}]}").severity());
  }

  @Test
  void saysThatSeverityWasGuessed() {
    assertTrue(
        only("{'alerts':[{'labels':{'severity':'purple'}}]}").remarks().stream()
            .anyMatch(remark -> remark.contains("purple")));
  }

  @Test
  void refusesWhatIsNoPayload() {
    assertThrows(Invalid.class, () -> read("[]"));
    assertThrows(Invalid.class, () -> read("{'status':'firing'}"));
    assertThrows(Invalid.class, () -> read("{'alerts':{}}"));
    assertThrows(Invalid.class, () -> read("{'alerts':['x']}"));
    assertThrows(Invalid.class, () -> read("{'alerts':[]} {}"));
    assertEquals(List.of(), read("{'alerts':[]}"));
  }

  @Test
  void marksWhatWasReplacedAndCut() {
    String huge = "x".repeat(1_000_000);
    Signal signal =
        only(
            "{'status':'firing','alerts':[{'labels':{'severity':'info','alertname':'a\\u0000b','big':'"
                + huge
                + "','lone':'\\ud83d'},'annotations':{'summary':'l1\\r\\nl2'}}]}");

    assertEquals("a\uFFFDb", signal.labels().get("alertname"));
    assertTrue(signal.labels().get("big").startsWith("xxx"));
    assertTrue(signal.labels().get("big").endsWith("16384 of 1000000 characters]"));
    assertEquals("\uFFFD", signal.labels().get("lone"));
    assertEquals("a\uFFFDb: l1 l2", signal.title());
    assertEquals(3, signal.remarks().size());
  }

  @Test
  void keepsFirstLabelsOfVeryMany() {
    String many =
        java.util.stream.IntStream.range(0, 300)
            .mapToObj("'l%03d':'v'"::formatted)
            .collect(Collectors.joining(","));

    Signal signal = only("{'alerts':[{'labels':{" + many + "}}]}");

    assertEquals(200, signal.labels().size());
    assertTrue(
        signal.remarks().stream().anyMatch(remark -> remark.startsWith("100 of 300 labels")));
  }

  @Test
  void readsWhatOthersHaveRecorded() {
    for (String file : Corpus.of("alertmanager")) {
      List<Signal> signals = read(Corpus.read(file));

      assertFalse(signals.isEmpty(), file);
      assertTrue(signals.stream().allMatch(Signal::firing), file);
      assertTrue(signals.stream().noneMatch(signal -> signal.title().isBlank()), file);
      assertEquals(
          signals.size(), signals.stream().map(Signal::fingerprint).distinct().count(), file);
    }
  }

  @Test
  void readsVersion3WithNumericGroupKey() {
    Signal signal = only(Corpus.read("alertmanager.v3-numeric-groupkey.json"));

    assertEquals("failedConnect: Connect fail", signal.title());
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals(Optional.of(Instant.parse("2016-08-01T10:27:08.008Z")), signal.startedAt());
    assertEquals("http://prometheus.host:9090/...", signal.sourceUrl());
    assertEquals(32, signal.fingerprint().length());
  }

  @Test
  void tellsEntriesWithTheSameLabelsApartByFingerprint() {
    assertEquals(
        List.of("a1bc48475b20e73d", "c2ea85182f28cbd9"),
        read(Corpus.read("alertmanager.v4-firing-two-same-labels.json")).stream()
            .map(Signal::fingerprint)
            .toList());
  }

  @Test
  void readsWhatIsLeftOfMinimalPayload() {
    Signal signal = only(Corpus.read("alertmanager.v4-goalert-minimal-no-groupkey.json"));

    assertEquals("TestAlert: My alert summary", signal.title());
    assertEquals("My description", signal.annotations().get("description"));
    assertEquals(Severity.WARNING, signal.severity());
  }

  private Signal only(String json) {
    return super.only(text(json));
  }

  private List<Signal> read(String json) {
    return super.read(text(json));
  }

  private static String text(String json) {
    return json.contains("\"") ? json : json.replace('\'', '"');
  }
}
