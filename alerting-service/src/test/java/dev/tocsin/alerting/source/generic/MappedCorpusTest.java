package dev.tocsin.alerting.source.generic;

import static dev.tocsin.alerting.source.generic.MappingTest.heard;
import static dev.tocsin.alerting.source.generic.MappingTest.mapping;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Corpus;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.mapping.Mapping;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Payloads of tools that no source knows, each through a mapping that a user could write. */
class MappedCorpusTest {

  @Test
  void zabbixMeetsByTheTriggerInItsLink() {
    Mapping zabbix =
        mapping(
            "title", "payload.trigger",
            "description", "payload.item",
            "severity",
                "{'Not classified': 'info', 'Information':"
                    + " 'info'}[?payload.severity].orValue(payload.severity)",
            "key", "payload.link.split('triggerid=')[1].split('&')[0]",
            "state", "payload.status",
            "label.host", "payload.hostname");

    Signal problem = only(zabbix, "zabbix.problem-disaster.json");
    Signal over = only(zabbix, "zabbix.ok-average.json");

    assertEquals(Severity.CRITICAL, problem.severity());
    assertEquals("www.example.com", problem.labels().get("host"));
    assertTrue(problem.sourceUrl().contains("eventid=10528"));
    meet(problem, over);
  }

  @Test
  void pingdomMeetsByItsCheck() {
    Mapping pingdom =
        mapping(
            "title", "payload.check_name + ' is ' + payload.current_state",
            "severity", "payload.importance_level",
            "key", "payload.check_id",
            "state", "payload.current_state",
            "description", "payload.long_description",
            "source_url", "payload.check_params.full_url",
            "starts_at", "payload.state_changed_timestamp");

    Signal down = only(pingdom, "pingdom.pagertree-down.json");

    assertEquals("Name of HTTP check is DOWN", down.title());
    assertEquals(Severity.MAJOR, down.severity());
    assertEquals(Optional.of(Instant.ofEpochSecond(1_451_610_061)), down.startedAt());
    assertFalse(only(pingdom, "pingdom.http-up.json").firing());
    meet(
        down,
        changed(pingdom, "pingdom.pagertree-down.json", body -> body.put("current_state", "UP")));
  }

  @Test
  void googleCloudMeetsByItsIncident() {
    Mapping google =
        mapping(
            "title", "payload.incident.policy_name + ': ' + payload.incident.condition_name",
            "description", "payload.incident.summary",
            "severity", "payload.incident.?severity.orValue('error')",
            "key", "payload.incident.incident_id",
            "state", "payload.incident.state",
            "source_url", "payload.incident.url",
            "starts_at", "payload.incident.started_at",
            "label.resource", "payload.incident.resource_name");

    Signal open = only(google, "gcp-monitoring.v1.1-open.json");

    assertEquals("Webserver Health: CPU usage", open.title());
    assertEquals(Optional.of(Instant.ofEpochSecond(1_499_368_214)), open.startedAt());
    assertFalse(only(google, "gcp-monitoring.v1.1-closed.json").firing());
    meet(
        open,
        changed(
            google,
            "gcp-monitoring.v1.1-open.json",
            body -> body.getJsonObject("incident").put("state", "closed")));
  }

  @Test
  void newRelicMeetsByItsIssueAndLeavesAcknowledgementsAlone() {
    Mapping newRelic =
        mapping(
            "title", "payload.title",
            "severity", "payload.priority",
            "key", "payload.id",
            "state",
                "payload.trigger.contains('ACKNOWLEDGED') || payload.trigger == 'USER_ACTION' ?"
                    + " 'ack' : payload.state",
            "source_url", "payload.issueUrl",
            "starts_at", "payload.createdAt",
            "label.policy", "payload.alertPolicyNames");

    Signal active = only(newRelic, "newrelic.workflow-activated.json");

    assertEquals("Golden Signals", active.labels().get("policy"));
    assertEquals(Optional.of(Instant.ofEpochMilli(1_713_755_131_352L)), active.startedAt());
    assertFalse(only(newRelic, "newrelic.workflow-closed.json").firing());
    assertEquals(
        1, heard(newRelic, Corpus.read("newrelic.workflow-acknowledged.json")).passedOver().size());
    meet(
        active,
        changed(newRelic, "newrelic.workflow-activated.json", body -> body.put("state", "CLOSED")));
  }

  @Test
  void cloudWatchIsReadFromTheTextInItsEnvelope() {
    Mapping cloudWatch =
        mapping(
            "alerts", "payload.Type == 'Notification' ? [json(payload.Message)] : []",
            "title", "alert.AlarmName + ': ' + alert.NewStateReason",
            "key", "alert.AlarmName + '@' + alert.Region",
            "severity", "'critical'",
            "state",
                "alert.NewStateValue == 'OK' ? 'resolved' : alert.NewStateValue == 'ALARM' ?"
                    + " 'firing' : 'ignore'",
            "all_labels", "{'region': alert.Region, 'account': alert.AWSAccountId}");

    Signal alarm = only(cloudWatch, "aws-sns-cloudwatch.notification-alarm.json");

    assertTrue(alarm.title().startsWith("bucketbytesAlarm: Threshold Crossed"));
    assertEquals("EU (Ireland)", alarm.labels().get("region"));
    meet(
        alarm,
        changed(
            cloudWatch,
            "aws-sns-cloudwatch.notification-alarm.json",
            body ->
                body.put(
                    "Message",
                    body.getString("Message")
                        .replace("\"NewStateValue\":\"ALARM\"", "\"NewStateValue\":\"OK\""))));
    assertEquals(
        List.of(),
        heard(cloudWatch, Corpus.read("aws-sns-cloudwatch.subscription-confirmation.json"))
            .signals());
  }

  @Test
  void uptimeKumaMeetsByItsMonitor() {
    Mapping kuma =
        mapping(
            "title", "payload.?monitor.?name.orValue('Uptime Kuma test')",
            "description", "payload.?msg.orValue('')",
            "severity", "'critical'",
            "key", "payload.?monitor.?id.orValue('test')",
            "state",
                "{'0': 'down', '1': 'up', '2': 'pending', '3':"
                    + " 'maintenance'}[?string(payload.?heartbeat.?status.orValue(1))].orValue('down')",
            "source_url", "payload.?monitor.?url.orValue('')");

    assertFalse(only(kuma, "uptime-kuma.keep-up-full.json").firing());
    assertFalse(only(kuma, "uptime-kuma.keep-up-without-msg.json").firing());
    meet(
        changed(
            kuma,
            "uptime-kuma.keep-up-full.json",
            body -> body.getJsonObject("heartbeat").put("status", 0)),
        only(kuma, "uptime-kuma.keep-up-full.json"));
  }

  @Test
  void checkmkMeetsByHostAndService() {
    Mapping checkmk =
        mapping(
            "title", "payload.summary",
            "description", "payload.output",
            "severity", "payload.severity == 'OK' ? 'info' : payload.severity",
            "key", "payload.host + '/' + payload.?service.orValue('')",
            "state", "payload.notification_type",
            "source_url", "'https://cmk.example' + payload.url",
            "label.host", "payload.host");

    Signal over = only(checkmk, "checkmk.host-recovery.json");

    assertTrue(over.sourceUrl().startsWith("https://cmk.example/check_mk/"));
    meet(
        changed(
            checkmk,
            "checkmk.host-recovery.json",
            body -> body.put("notification_type", "PROBLEM").put("severity", "CRITICAL")),
        over);
  }

  @Test
  void dynatraceMeetsByItsProblemAndLosesNoDigit() {
    Mapping dynatrace =
        mapping(
            "title", "payload.ProblemTitle",
            "key", "payload.PID",
            "severity", "'major'",
            "state", "payload.State == 'MERGED' ? 'ignore' : payload.State",
            "label.entity", "payload.ImpactedEntity");

    Signal open = only(dynatrace, "dynatrace.process-crash-open.json");

    assertTrue(open.fingerprint().endsWith(":1724771582765390602"));
    meet(
        open,
        changed(
            dynatrace, "dynatrace.process-crash-open.json", body -> body.put("State", "RESOLVED")));
  }

  @Test
  void honeycombMakesAnAlertOfEachGroup() {
    Mapping honeycomb =
        mapping(
            "alerts", "payload.result_groups",
            "title", "payload.name + ' for ' + alert.Group.foo",
            "severity", "'warning'",
            "key", "payload.name + '/' + alert.Group.foo",
            "state", "alert in payload.result_groups_triggered",
            "all_labels", "alert.Group");

    List<Signal> signals =
        heard(honeycomb, Corpus.read("honeycomb.trigger-triggered.json")).signals();

    assertEquals(List.of(true, false, false), signals.stream().map(Signal::firing).toList());
    assertEquals("fooOOOddd", signals.getFirst().labels().get("foo"));
  }

  @Test
  void netBoxOpensNothing() {
    Mapping netBox = mapping("alerts", "[]", "title", "'never'");

    Heard heard = heard(netBox, Corpus.read("netbox.site-created-not-an-alert.json"));

    assertEquals(List.of(), heard.signals());
  }

  private static void meet(Signal firing, Signal over) {
    assertTrue(firing.firing());
    assertFalse(over.firing());
    assertEquals(firing.fingerprint(), over.fingerprint());
    assertTrue(
        firing.remarks().stream().noneMatch(remark -> remark.startsWith("mapping.")),
        firing.remarks().toString());
  }

  private static Signal only(Mapping mapping, String file) {
    return first(heard(mapping, Corpus.read(file)));
  }

  private static Signal changed(Mapping mapping, String file, Consumer<JsonObject> change) {
    JsonObject body = new JsonObject(new String(Corpus.read(file), StandardCharsets.UTF_8));
    change.accept(body);
    return first(heard(mapping, body.encode().getBytes(StandardCharsets.UTF_8)));
  }

  private static Signal first(Heard heard) {
    assertEquals(1, heard.signals().size(), heard.passedOver().toString());
    return heard.signals().getFirst();
  }
}
