package dev.tocsin.platform.audit;

import static dev.tocsin.platform.test.TrialDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.test.TrialDatabase;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.platform.v1.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker that ships audit records, stepped by hand. Its table is this test's own. */
class AuditRecordsTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final UUID tenant = UUID.randomUUID();
  private final Caller caller =
      new Caller(Caller.Kind.USER, tenant, "u1", Role.ROLE_ADMIN, Set.of(), "request-1");
  private final List<AuditEvent> kept = new CopyOnWriteArrayList<>();
  private Function<AuditEvent, Uni<Void>> keeper = event -> Uni.createFrom().voidItem();
  private TrialDatabase trial;
  private WorkQueues queues;
  private WorkQueue queue;
  private AuditRecords records;

  @BeforeEach
  void start() {
    TocsinClock clock = TocsinClock.standingAt(START);
    trial = new TrialDatabase("trial", 2, clock);
    queues =
        new WorkQueues(
            trial.vertx.getDelegate(),
            clock,
            new SimpleMeterRegistry(),
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(TestServers.database().settings(), "test", 100))
                .build());
    records =
        new AuditRecords(
            trial.db,
            (whose, event) -> {
              if (whose.equals(tenant)) {
                kept.add(event);
                return keeper.apply(event);
              }
              return Uni.createFrom().voidItem();
            });
    queue = queues.stepped(trial.db, AuditShipping.spec("trial"), records);
    AuditTrail trail = new AuditTrail(clock);
    await(
        trial.db.inTenant(
            tenant, tx -> trail.record(tx, caller, "route.update", "route/7", Map.of("order", 3))));
  }

  @AfterEach
  void stop() {
    queues.stop();
    trial.close();
  }

  @Test
  void handsARecordOverAndForgetsIt() {
    step(START);

    AuditEvent event = kept.getFirst();
    assertEquals("user:u1", event.getActor());
    assertEquals("route.update", event.getAction());
    assertEquals("route/7", event.getResource());
    assertEquals("request-1", event.getRequestId());
    assertEquals(START.getEpochSecond(), event.getTime().getSeconds());
    assertEquals(3.0, event.getDetail().getFieldsOrThrow("order").getNumberValue());
    assertEquals("0", left());
  }

  @Test
  void keepsARecordThatTheKeeperCannotTakeNow() {
    keeper = event -> Uni.createFrom().failure(new Unavailable("identity is away", null));
    step(START);
    assertEquals("1", left());

    keeper = event -> Uni.createFrom().voidItem();
    step(START.plusSeconds(3600));

    assertEquals("0", left());
    assertEquals(kept.get(0).getId(), kept.get(1).getId());
  }

  @Test
  void laysARecordAsideThatTheKeeperRefuses() {
    keeper = event -> Uni.createFrom().failure(Invalid.field("events[0].id", "is wrong"));

    step(START);

    assertEquals("dead", trial.value(tenant, "SELECT state FROM audit_outbox"));
    assertEquals(1, await(queue.deadLetters(tenant, 10)).size());
  }

  @Test
  void hasNothingToDoForARecordThatSomebodyElseShippedMeanwhile() {
    UUID id = UUID.fromString(trial.value(tenant, "SELECT id FROM audit_outbox"));
    trial.execute(tenant, "DELETE FROM audit_outbox");

    assertEquals(
        dev.tocsin.platform.queue.Outcome.Handled.class,
        await(records.handle(new Job(tenant, id, 1, 1))).getClass());
    assertEquals(List.of(), kept);
  }

  private void step(Instant now) {
    await(queue.runOnce(now));
  }

  private String left() {
    return trial.value(tenant, "SELECT count(*) FROM audit_outbox WHERE state = 'pending'");
  }
}
