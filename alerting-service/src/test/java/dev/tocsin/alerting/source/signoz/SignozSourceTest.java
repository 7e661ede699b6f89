package dev.tocsin.alerting.source.signoz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Alertmanagers;
import dev.tocsin.alerting.source.Corpus;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.SourceContract;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignozSourceTest extends SourceContract {

  @Override
  protected InboundSource source() {
    return new SignozSource();
  }

  @Override
  protected Object payload(List<Alarm> alarms) {
    return Alertmanagers.payload(
        alarms.stream()
            .map(
                alarm ->
                    Alertmanagers.entry(alarm.key(), alarm.firing(), alarm.labels())
                        .put("generatorURL", ""))
            .toList());
  }

  @Test
  void findsLinkInRuleSource() {
    assertEquals(
        "https://signoz.example/alerts/edit?ruleId=3",
        entry(Map.of("ruleSource", "https://signoz.example/alerts/edit?ruleId=3")).sourceUrl());
    assertEquals("", entry(Map.of("ruleSource", "javascript:alert(1)")).sourceUrl());
    assertEquals("", entry(Map.of()).sourceUrl());
  }

  @Test
  void takesThresholdForSeverityWhereRuleHasSeveral() {
    JsonObject entry =
        Alertmanagers.entry("a", true, Map.of("threshold.name", "error", "service.name", "shop"));
    entry.getJsonObject("labels").remove("severity");

    Signal signal = only(Alertmanagers.payload(List.of(entry)));

    assertEquals(Severity.MAJOR, signal.severity());
    assertEquals("shop", signal.labels().get("service.name"));
  }

  @Test
  void readsWhatOthersHaveRecorded() {
    for (String file : Corpus.of("signoz")) {
      assertFalse(read(Corpus.read(file)).isEmpty(), file);
    }
    Signal signal = only(Corpus.read("signoz.v4-firing.json"));

    assertTrue(signal.firing());
    assertEquals("ad592b0afcbe2e79", signal.fingerprint());
    assertEquals("DiskRunningFull: please check the instance example1", signal.title());
    assertEquals(Severity.CRITICAL, signal.severity());
    assertEquals(Optional.of(Instant.parse("2022-04-25T09:05:19.490146Z")), signal.startedAt());
    assertEquals("", signal.sourceUrl());
    assertEquals("The disk sda3 is running full", signal.annotations().get("info"));
    assertEquals(List.of(), signal.remarks());
  }

  private Signal entry(Map<String, String> labels) {
    return only(
        Alertmanagers.payload(
            List.of(Alertmanagers.entry("a", true, labels).put("generatorURL", ""))));
  }
}
