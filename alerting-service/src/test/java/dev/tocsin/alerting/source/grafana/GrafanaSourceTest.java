package dev.tocsin.alerting.source.grafana;

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

class GrafanaSourceTest extends SourceContract {

  private static final String GRAFANA = "https://grafana.example/";

  @Override
  protected InboundSource source() {
    return new GrafanaSource();
  }

  @Override
  protected Object payload(List<Alarm> alarms) {
    return around(
        alarms.stream()
            .map(alarm -> entry(alarm.key(), alarm.firing(), alarm.labels()))
            .toArray(JsonObject[]::new));
  }

  private static JsonObject around(JsonObject... entries) {
    return Alertmanagers.payload(List.of(entries))
        .put("version", "1")
        .put("orgId", 1)
        .put("externalURL", GRAFANA)
        .put("title", "[FIRING:1] DiskFull")
        .put("state", "alerting")
        .put("message", "**Firing**");
  }

  private static JsonObject entry(String key, boolean firing, Map<String, String> labels) {
    return Alertmanagers.entry(key, firing, labels)
        .put("generatorURL", GRAFANA + "alerting/grafana/abc/view")
        .put("silenceURL", GRAFANA + "alerting/silence/new")
        .put("dashboardURL", "")
        .put("panelURL", "")
        .put("imageURL", GRAFANA + "public/img/attachments/x.png")
        .put("values", new JsonObject().put("B", 22).put("C", 1.5))
        .put("valueString", "[ var='B' value=22 ]")
        .put("orgId", 1);
  }

  @Test
  void keepsLinksAndValuesAsAnnotations() {
    Signal signal = only(around(entry("a", true, Map.of())));

    assertEquals(GRAFANA + "alerting/silence/new", signal.annotations().get("silenceURL"));
    assertEquals(GRAFANA + "public/img/attachments/x.png", signal.annotations().get("imageURL"));
    assertEquals("22", signal.annotations().get("values.B"));
    assertEquals("1.5", signal.annotations().get("values.C"));
    assertFalse(signal.annotations().containsKey("panelURL"));
    assertEquals(GRAFANA + "alerting/grafana/abc/view", signal.sourceUrl());
  }

  @Test
  void resolvesRelativeAddressesAndFallsBackToPanel() {
    JsonObject relative = entry("a", true, Map.of()).put("generatorURL", "?orgId=1");
    JsonObject none =
        entry("b", true, Map.of()).put("generatorURL", "").put("panelURL", "/d/x?viewPanel=1");
    JsonObject nothing = entry("c", true, Map.of()).put("generatorURL", "");
    JsonObject odd = entry("d", true, Map.of()).put("generatorURL", "http://[bad|");

    List<Signal> signals = read(around(relative, none, nothing, odd));

    assertEquals(GRAFANA + "?orgId=1", signals.get(0).sourceUrl());
    assertEquals(GRAFANA + "d/x?viewPanel=1", signals.get(1).sourceUrl());
    assertEquals(GRAFANA, signals.get(2).sourceUrl());
    assertEquals("http://[bad|", signals.get(3).sourceUrl());
  }

  @Test
  void namesRuleWhoseDataIsMissing() {
    JsonObject entry =
        entry("a", true, Map.of("alertname", "DatasourceNoData", "rulename", "Queue length"));

    assertEquals("DatasourceNoData of Queue length: No room is left", only(around(entry)).title());
  }

  @Test
  void saysThatSeverityWasGuessedWhereRuleHasNone() {
    JsonObject entry = entry("a", true, Map.of());
    entry.getJsonObject("labels").remove("severity");

    Signal signal = only(around(entry));

    assertEquals(Severity.WARNING, signal.severity());
    assertEquals(1, signal.remarks().size());
  }

  @Test
  void readsEveryRecordedPayload() {
    for (String file : Corpus.of("grafana-unified")) {
      List<Signal> signals = read(Corpus.read(file));

      assertFalse(signals.isEmpty(), file);
      assertTrue(signals.stream().noneMatch(signal -> signal.title().isBlank()), file);
      assertEquals(
          signals.size(), signals.stream().map(Signal::fingerprint).distinct().count(), file);
    }
  }

  @Test
  void readsFiringAndResolvedFromOnePayload() {
    List<Signal> signals = read(Corpus.read("grafana-unified.v9-mixed-firing-and-resolved.json"));

    assertEquals(List.of(false, false, true), signals.stream().map(Signal::firing).toList());
    assertEquals(
        List.of("aaafafe0953f0962", "fb31814ac93dbe7d", "6f9cd313db421ef1"),
        signals.stream().map(Signal::fingerprint).toList());
    assertEquals(
        Optional.of(Instant.parse("2022-06-17T01:08:28.652747827Z")), signals.get(0).endedAt());
    assertEquals(Optional.empty(), signals.get(2).endedAt());
    assertTrue(signals.get(2).annotations().get("valueString").contains("var='B0'"));
  }

  @Test
  void readsTestNotificationWithRelativeAddress() {
    Signal signal =
        only(Corpus.read("grafana-unified.v12-test-notification-relative-generatorurl.json"));

    assertTrue(signal.firing());
    assertEquals("https://grafana.example.com/?orgId=1", signal.sourceUrl());
    assertEquals("TestAlert: TEST", signal.title());
    assertEquals("22", signal.annotations().get("values.B"));
    assertEquals("Test Folder", signal.labels().get("grafana_folder"));
  }

  @Test
  void readsThreeFromOneGroup() {
    List<Signal> signals = read(Corpus.read("grafana-unified.oncall-grouped-three-firing.json"));

    assertEquals(3, signals.size());
    assertTrue(signals.stream().allMatch(signal -> signal.severity() == Severity.CRITICAL));
    assertEquals("InstanceDown: Instance localhost:8081 down", signals.getFirst().title());
  }
}
