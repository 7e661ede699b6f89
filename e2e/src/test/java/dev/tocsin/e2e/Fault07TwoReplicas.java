package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Server;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 7: two replicas at the same tick fire each step once. */
@ExtendWith(Shared.class)
class Fault07TwoReplicas {
  private static final int ALERTS = 40;

  @Test
  void fireEachStepOnce(FourProcesses tocsin) {
    Tenant tenant = Tenants.make(tocsin, "replicas");
    String policy =
        tenant.policy(
            "Two steps",
            List.of(tenant.pages("0s", "Ada", "email"), tenant.pages("300s", "Ben", "email")),
            Map.of());
    tenant.route("All", "", policy, Map.of());
    Server replica = tocsin.replica("alerting");
    try {
      var timeline = Timeline.in(tenant);
      Alarm alarm = timeline.alarm("Shared", "critical");
      var alarms = new ArrayList<Alarm>();
      for (int i = 0; i < ALERTS; i++) {
        alarms.add(alarm.with("number", Integer.toString(i)));
      }
      timeline.fires(alarms.subList(0, ALERTS / 2).toArray(Alarm[]::new));
      Rest.at(replica.url())
          .as(tenant.integrationKey())
          .post("/api/v1/webhooks/alertmanager", Alarm.firing(alarms.subList(ALERTS / 2, ALERTS)))
          .ok();

      expectMails(timeline, Map.of("Ada", ALERTS));
      timeline.at("5M");
      expectMails(timeline, Map.of("Ada", ALERTS, "Ben", ALERTS));

      timeline.settle();
      expectMails(timeline, Map.of("Ada", ALERTS, "Ben", ALERTS));
    } finally {
      tocsin.retire(replica);
    }
  }

  private static void expectMails(Timeline timeline, Map<String, Integer> wanted) {
    var expected =
        wanted.entrySet().stream()
            .collect(
                Collectors.toMap(
                    who -> timeline.tenant().person(who.getKey()).email(),
                    Map.Entry::getValue,
                    Integer::sum,
                    TreeMap::new));
    Wait.untilTrue(
        () -> mails(timeline).equals(expected),
        () -> "expected " + expected + ", came " + mails(timeline));
    assertEquals(expected, mails(timeline));
  }

  private static Map<String, Integer> mails(Timeline timeline) {
    return timeline.pages().stream()
        .collect(Collectors.toMap(Page::to, page -> 1, Integer::sum, TreeMap::new));
  }
}
