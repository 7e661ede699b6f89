package dev.tocsin.alerting.escalation;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.sleep;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.action.AlertActions;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FAULTS 7 and 8: several workers at one tick, and answers that race the escalation. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class RacesTest {

  private static final int RACES = 10_000;
  private static final int AT_ONCE = 1_000;
  private static final String STEPS = "SELECT s.id::text FROM alerting.escalation_step s";

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;
  @Inject AlertActions actions;
  @Inject EscalationWorker worker;
  @Inject Vertx vertx;
  @Inject Config config;
  @Inject Wakes wakes;

  private Neighbours neighbours;
  private TestTenant tenant;
  private UUID ada;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    ada = neighbours.identity.person(tenant.id, "ada");
  }

  @Test
  void neverPagesByALaterStepThanTheAcknowledgement() throws Exception {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)), step(60, user(ada)));
    for (int round = 0; round < 5; round++) {
      List<Fired> fired = new ArrayList<>(tenant.fireMany(policy, 100, Duration.ZERO));
      wakes.stepsAt(clock.now());
      eventually("first steps", () -> waitForTheSecond(fired));
      int pagesBefore = neighbours.notification.pages(tenant.id).size();

      clock.advance(Duration.ofSeconds(60));
      List<CompletableFuture<?>> answers = new ArrayList<>();
      for (Fired each : fired) {
        answers.add(
            actions.acknowledge(tenant.acts(ada), each.alert(), "").subscribeAsCompletionStage());
      }
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
      eventually("nothing pending", () -> nothingIsPending(fired));
      sleep(200);

      Map<UUID, List<String>> told = tenant.allCodes();
      Map<UUID, List<String>> steps = tenant.allSteps();
      for (Fired each : fired) {
        List<String> codes = told.get(each.group());
        int acknowledged = codes.indexOf("acknowledged");
        assertTrue(acknowledged > 0, codes::toString);
        List<String> after = codes.subList(acknowledged + 1, codes.size());
        assertTrue(
            !after.contains("escalated") || after.contains("page_withdrawn"), codes::toString);
        assertEquals(
            codes.contains("page_withdrawn")
                ? 0
                : codes.stream().filter("escalated"::equals).count() - 1,
            steps.get(each.group()).stream().filter("1/0/fired"::equals).count());
      }
      Set<String> keys = new HashSet<>();
      neighbours
          .notification
          .pages(tenant.id)
          .subList(pagesBefore, neighbours.notification.pages(tenant.id).size())
          .forEach(page -> keys.add(page.key() + page.to().getKind()));
      assertEquals(
          neighbours.notification.pages(tenant.id).size() - pagesBefore, keys.size(), "each once");
    }
  }

  /**
   * The black-box scenario of e2e does this less often, because there each answer also tells other
   * services. The numbers of the transactions tell which of the two was first: both lock the group.
   */
  @Test
  void tenThousandAnswersRaceTheEscalationAndNoStepFiresAfterItsAnswer() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)), step(600, user(ada)));
    for (int round = 0; round < RACES / AT_ONCE; round++) {
      List<Fired> fired = new ArrayList<>(tenant.fireMany(policy, AT_ONCE, Duration.ofSeconds(60)));
      Collections.shuffle(fired, new Random(round));

      AtomicInteger answered = new AtomicInteger();
      Multi.createFrom()
          .iterable(fired)
          .onItem()
          .transformToUni(
              each ->
                  actions
                      .acknowledge(tenant.acts(ada), each.alert(), "")
                      .invoke(() -> moveOnAfter(answered.incrementAndGet())))
          .merge(32)
          .collect()
          .asList()
          .await()
          .atMost(Duration.ofMinutes(3));
    }
    eventually(
        "nothing pending",
        () -> tenant.texts(STEPS + " WHERE s.state = 'pending' LIMIT 1").isEmpty());

    assertEquals(
        List.of(Integer.toString(RACES)),
        tenant.texts(
            "SELECT count(*)::text FROM alerting.alert_group WHERE state = 'acknowledged'"));
    assertEquals(
        List.of(),
        tenant.texts(
            STEPS
                + " JOIN alerting.alert_group g ON g.tenant_id = s.tenant_id AND g.id ="
                + " s.group_id WHERE s.state = 'fired' AND s.xmin::text::bigint >"
                + " g.xmin::text::bigint"),
        "steps that fired after their answer");
    assertEquals(
        List.of(),
        tenant.texts(
            "SELECT group_id::text FROM alerting.escalation_step WHERE state = 'fired' GROUP BY 1"
                + " HAVING count(*) > 1"),
        "groups with a step that fired twice");
    int first = tenant.texts(STEPS + " WHERE s.state = 'fired'").size();
    System.out.println(RACES + " answers raced: " + first + " steps were first");
    assertTrue(first < RACES, "the answers were first now and then");
  }

  /** Lets the steps become due in the middle of a round's answers. */
  private void moveOnAfter(int answers) {
    if (answers == AT_ONCE / 4) {
      clock.advance(Duration.ofSeconds(60));
      wakes.stepsAt(clock.now());
    }
  }

  @Test
  void firesEachStepOnceWithSeveralWorkers() {
    WorkQueues others = new WorkQueues(vertx, clock, new SimpleMeterRegistry(), config);
    try {
      firesEachStepOnceBeside(others);
    } finally {
      others.stop();
    }
  }

  private void firesEachStepOnceBeside(WorkQueues others) {
    for (int i = 0; i < 2; i++) {
      others.startBatches(
          database,
          new QueueSpec(
              "alerting",
              "escalation_step",
              "step",
              20,
              100,
              Duration.ofSeconds(20),
              Integer.MAX_VALUE,
              Duration.ofMillis(50),
              Duration.ofMillis(200),
              Duration.ofMillis(20)),
          worker::handle);
    }
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)), step(60, user(ada)));

    List<Fired> fired = tenant.fireMany(policy, 500, Duration.ofSeconds(30));
    clock.advance(Duration.ofSeconds(30));
    eventually("step 1", () -> waitForTheSecond(fired));
    clock.advance(Duration.ofSeconds(60));
    eventually("step 2", () -> nothingIsPending(fired));

    assertEquals(2000, neighbours.notification.pages(tenant.id).size());
    Map<UUID, List<String>> steps = tenant.allSteps();
    Map<UUID, List<String>> codes = tenant.allCodes();
    for (Fired each : fired) {
      assertEquals(List.of("0/0/fired", "1/0/fired"), steps.get(each.group()));
      assertEquals(2, codes.get(each.group()).stream().filter("escalated"::equals).count());
    }
  }

  @Test
  void handsTenThousandDueStepsOverInSeconds() {
    UUID schedule = neighbours.identity.schedule(tenant.id, List.of(ada), List.of());
    UUID policy = tenant.policy(0, null, false, step(0, TestTenant.schedule(schedule, false)));
    tenant.fireMany(policy, 10_000, Duration.ofSeconds(100));
    int asked = neighbours.identity.asked.get();
    long begun = System.nanoTime();

    clock.advance(Duration.ofSeconds(100));

    long deadline = begun + Duration.ofSeconds(180).toNanos();
    while (neighbours.notification.pages(tenant.id).size() < 20_000) {
      assertTrue(System.nanoTime() < deadline, "not handed over within three minutes");
      sleep(100);
    }
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    System.out.println(
        "10,000 due steps handed over in "
            + millis
            + " ms, identity asked "
            + (neighbours.identity.asked.get() - asked)
            + " times");
    eventually(
        "all committed",
        () ->
            tenant
                .texts("SELECT count(*)::text FROM alerting.escalation_step WHERE state = 'fired'")
                .equals(List.of("10000")));
    assertTrue(
        neighbours.identity.asked.get() - asked < 1000, "identity is asked for all of a moment");
  }

  /** Have all fired their first step, and wait for the second? */
  private boolean waitForTheSecond(List<Fired> fired) {
    Map<UUID, List<String>> steps = tenant.allSteps();
    return fired.stream()
        .allMatch(each -> List.of("0/0/fired", "1/0/pending").equals(steps.get(each.group())));
  }

  private boolean nothingIsPending(List<Fired> fired) {
    Map<UUID, List<String>> steps = tenant.allSteps();
    return fired.stream()
        .flatMap(each -> steps.get(each.group()).stream())
        .noneMatch(step -> step.endsWith("/pending"));
  }
}
