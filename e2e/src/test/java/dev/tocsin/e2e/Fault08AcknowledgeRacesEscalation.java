package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.History;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * FAULTS 8: the escalation and the answer race, 2,500 times over REST, and nobody is paged after
 * it. Each answer also tells the other services here, so the ten thousand (which {@code
 * TOCSIN_E2E_RACES} asks for) are raced in alerting-service's own {@code RacesTest}.
 */
@ExtendWith(Shared.class)
class Fault08AcknowledgeRacesEscalation {
  private static final int AT_ONCE = 250;
  private static final int ROUNDS =
      Integer.parseInt(System.getenv().getOrDefault("TOCSIN_E2E_RACES", "2500")) / AT_ONCE;
  private static final int CONNECTIONS = 64;
  private static final Duration APART = Duration.ofSeconds(5);
  private static final Duration WAIT = Duration.ofMinutes(10);

  /** Groups of the tenant that were answered, and the transactions that made it so. */
  private static final String ANSWERED =
      " FROM alerting.alert_group g JOIN alerting.escalation_step s"
          + " ON s.tenant_id = g.tenant_id AND s.group_id = g.id"
          + " WHERE g.tenant_id = ?::uuid";

  @Test
  void firesNoStepAfterTheAnswerAndEachOnce(OneProcess tocsin) throws Exception {
    Tenant tenant = Tenants.make(tocsin, "race");
    String policy =
        tenant.policy(
            "Race",
            List.of(
                tenant.pages(WAIT.toSeconds() + "s", "Ada", "email"),
                tenant.pages("1800s", "Ben", "email")),
            Map.of("repeat", 5));
    tenant.route("Race", "labels.reached == 'Ada'", policy, Map.of());
    tenant.route("Unheard", "labels.reached == 'nobody'", unheard(tenant), Map.of());
    var timeline = Timeline.in(tenant).within("600s");
    List<List<String>> rounds = fire(timeline);
    History history = tocsin.history();

    timeline.advance(WAIT.minus(APART.multipliedBy(ROUNDS)).minusSeconds(2));
    try (var people = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (List<String> alerts : rounds) {
        race(tenant, alerts, people);
      }
    }
    List<String> firedByThen = fired(history, tenant);
    timeline.settle();

    assertEquals(firedByThen, fired(history, tenant), "no step fired once all had answered");
    timeline.advance(Duration.ofHours(2)).settle();
    assertEquals(firedByThen, fired(history, tenant), "no step fired later on");
    assertEquals(
        ROUNDS * AT_ONCE,
        history.count(
            "SELECT count(*) FROM alerting.alert_group g WHERE g.state = 'acknowledged'"
                + " AND g.tenant_id = ?::uuid",
            tenant.id()));
    // Both lock the group before they write, so their transactions' numbers tell who was first.
    assertEquals(
        List.of(),
        history.ask(
            "SELECT s.id"
                + ANSWERED
                + " AND s.state = 'fired'"
                + " AND s.xmin::text::bigint > g.xmin::text::bigint",
            tenant.id()),
        "steps that fired after their answer");
    assertEquals(
        List.of(),
        history.ask(
            "SELECT g.id"
                + ANSWERED
                + " AND s.state = 'fired' GROUP BY g.id, s.policy_id,"
                + " s.round, s.step_order HAVING count(*) > 1",
            tenant.id()),
        "groups with a step that fired twice");
    assertEquals(
        List.of(),
        history.ask("SELECT s.id" + ANSWERED + " AND s.state = 'pending'", tenant.id()),
        "steps that still wait");
    System.out.printf(
        "%d answers raced: %d steps were first, %d answers%n",
        ROUNDS * AT_ONCE, firedByThen.size(), ROUNDS * AT_ONCE - firedByThen.size());
  }

  /** Its steps fire and reach nobody: most rounds need no messages. */
  private static String unheard(Tenant tenant) {
    String nobody =
        tenant.owner().post("/api/v1/teams", Map.of("name", "Nobody yet")).ok().text("id");
    var step = Map.of("wait", WAIT.toSeconds() + "s", "targets", List.of(Map.of("teamId", nobody)));
    return tenant.policy("Unheard", List.of(step), Map.of());
  }

  /** Alerts whose steps are due some seconds apart from round to round. */
  private static List<List<String>> fire(Timeline timeline) {
    var rounds = new ArrayList<List<String>>();
    for (int round = 0; round < ROUNDS; round++) {
      Alarm alarm =
          timeline
              .alarm("Race" + round, "critical")
              .with("reached", round % 10 == 0 ? "Ada" : "nobody");
      var alarms = new ArrayList<Alarm>();
      for (int i = 0; i < AT_ONCE; i++) {
        alarms.add(alarm.with("number", Integer.toString(i)));
      }
      timeline.fires(alarms.toArray(Alarm[]::new));
      rounds.add(
          timeline.alerts(alarm).stream().map((JsonNode a) -> a.path("id").asText()).toList());
      assertEquals(AT_ONCE, rounds.getLast().size());
      timeline.tenant().system().advance(APART);
    }
    return rounds;
  }

  /** The answers to a round's alerts, while their steps become due. */
  private static void race(Tenant tenant, List<String> alerts, ExecutorService people)
      throws Exception {
    var shuffled = new ArrayList<>(alerts);
    Collections.shuffle(shuffled, new Random(alerts.hashCode()));
    var answers = new ArrayList<Future<String>>();
    for (int i = 0; i < shuffled.size(); i++) {
      String path = "/api/v1/alerts/" + shuffled.get(i) + "/acknowledge";
      Callable<String> answer =
          () -> tenant.as("responder").post(path, Map.of()).ok().text("outcome");
      answers.add(people.submit(answer));
      if (i == CONNECTIONS) {
        tenant.system().advance(APART);
      }
    }
    for (Future<String> answer : answers) {
      assertEquals("CHANGE_OUTCOME_CHANGED", answer.get());
    }
  }

  private static List<String> fired(History history, Tenant tenant) {
    return history.ask(
        "SELECT s.id" + ANSWERED + " AND s.state = 'fired' ORDER BY s.id", tenant.id());
  }
}
