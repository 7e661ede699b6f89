package dev.tocsin.platform.queue;

import static dev.tocsin.platform.test.TrialDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A queue stepped by hand over a clock that stands still. */
class WorkQueueStepTest {

  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  static final Uni<Outcome> DONE = Uni.createFrom().item(new Outcome.Done("done"));

  static QueueBench bench;

  final UUID tenant = UUID.randomUUID();
  final String name = "q" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    bench = new QueueBench(TocsinClock.standingAt(START));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private WorkQueue queue(JobHandler handler) {
    return bench.process().stepped(bench.trial.db, QueueBench.spec(name), handler);
  }

  @Test
  void handlesWhatIsDueAndNothingElse() {
    bench.add(tenant, name, 3, START);
    bench.add(tenant, name, 2, START.plusSeconds(60));
    WorkQueue queue = queue(job -> DONE);

    assertEquals(3, bench.step(queue, START));
    assertEquals(0, bench.step(queue, START.plusSeconds(59)));
    assertEquals(2, bench.step(queue, START.plusSeconds(60)));

    assertEquals(5, bench.count(tenant, name, "done"));
  }

  @Test
  void neverGivesOneJobToTwoWorkers() {
    bench.add(tenant, name, 150, START);
    List<UUID> handled = new CopyOnWriteArrayList<>();
    JobHandler handler =
        job -> {
          handled.add(job.id());
          return DONE;
        };
    WorkQueue one = queue(handler);
    WorkQueue two = queue(handler);

    int total =
        await(Uni.combine().all().unis(one.runOnce(START), two.runOnce(START)).with(Integer::sum));

    assertEquals(150, total);
    assertEquals(150, handled.stream().distinct().count());
    assertEquals(150, handled.size());
  }

  @Test
  void givesAJobAgainWhenTheLeaseOfADeadWorkerIsOver() {
    bench.add(tenant, name, 1, START);
    List<Job> seen = new CopyOnWriteArrayList<>();
    WorkQueue dead =
        queue(
            job -> {
              seen.add(job);
              return Uni.createFrom().nothing();
            });
    WorkQueue alive =
        queue(
            job -> {
              seen.add(job);
              return DONE;
            });
    dead.runOnce(START).subscribe().with(never -> {});
    QueueBench.eventually(() -> seen.size() == 1);

    assertEquals(0, bench.step(alive, START.plusSeconds(9)));
    assertEquals(1, bench.step(alive, START.plusSeconds(10)));

    assertEquals(seen.getFirst().fence() + 1, seen.getLast().fence());
    assertEquals(2, seen.getLast().attempt());
    assertEquals(1, bench.count(tenant, name, "done"));
    assertEquals(1, abandoned(), "somebody is told");
  }

  /** Faults 5 and 6: split from the database, or stopped, for longer than the lease. */
  @Test
  void keepsAWorkerWhoseLeaseRanOutFromFinishing() {
    bench.add(tenant, name, 1, START);
    List<Job> held = new ArrayList<>();
    WorkQueue slow =
        queue(
            job -> {
              held.add(job);
              return Uni.createFrom().nothing();
            });
    slow.runOnce(START).subscribe().with(never -> {});
    QueueBench.eventually(() -> held.size() == 1);
    WorkQueue other = queue(job -> Uni.createFrom().nothing());
    other.runOnce(START.plusSeconds(30)).subscribe().with(never -> {});
    QueueBench.eventually(() -> "2".equals(bench.column(tenant, name, "fence")));

    LeaseLost lost = assertThrows(LeaseLost.class, () -> finish(slow, held.getFirst(), "acked"));

    assertTrue(lost.getMessage().contains(held.getFirst().id().toString()), lost.getMessage());
    assertEquals(1, bench.count(tenant, name, "pending"));
    assertEquals("payload", bench.column(tenant, name, "secret"), "the rest of its work is undone");
  }

  @Test
  void finishesInTheHandlersOwnTransaction() {
    bench.add(tenant, name, 1, START);
    List<WorkQueue> self = new ArrayList<>();
    WorkQueue queue = queue(job -> write(self.getFirst(), job, "sent").flatMap(done -> handled()));
    self.add(queue);

    bench.step(queue, START);

    assertEquals(1, bench.count(tenant, name, "sent"));
    assertEquals("touched", bench.column(tenant, name, "secret"));
  }

  @Test
  void leavesAJobAloneThatWasCancelledWhileItWasHandled() {
    bench.add(tenant, name, 1, START);
    List<WorkQueue> self = new ArrayList<>();
    WorkQueue queue =
        queue(
            job ->
                change("UPDATE job SET state = 'cancelled' WHERE queue = '" + name + "'")
                    .flatMap(cancelled -> write(self.getFirst(), job, "sent"))
                    .flatMap(never -> handled()));
    self.add(queue);

    assertEquals(1, bench.step(queue, START));

    assertEquals(1, bench.count(tenant, name, "cancelled"));
    assertEquals("payload", bench.column(tenant, name, "secret"));
  }

  /** Fault 16. */
  @Test
  void retriesAPoisonJobThenKeepsItAsADeadLetterWhileTheQueueMoves() {
    bench.add(tenant, name, 1, START);
    AtomicBoolean cured = new AtomicBoolean();
    WorkQueue queue =
        queue(
            job ->
                cured.get()
                    ? DONE
                    : Uni.createFrom().failure(new IllegalStateException("poison\0ous")));
    Instant now = START;
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertEquals(1, bench.step(queue, now));
      now = now.plusSeconds(2);
    }
    assertEquals(0, bench.step(queue, now.plusSeconds(3600)));

    DeadLetter letter = await(queue.deadLetters(tenant, 10)).getFirst();
    assertEquals(3, letter.attempts());
    assertTrue(letter.error().contains("poison ous"), letter.error());
    assertEquals(List.of(), await(queue.deadLetters(UUID.randomUUID(), 10)));
    assertFalse(await(queue.requeue(UUID.randomUUID(), letter.id())));

    cured.set(true);
    assertTrue(await(queue.requeue(tenant, letter.id())));
    assertEquals(1, bench.step(queue, START));
    assertEquals(1, bench.count(tenant, name, "done"));
    assertFalse(await(queue.requeue(tenant, letter.id())));
  }

  @Test
  void givesUpAJobThatKillsItsWorkersBeforeTheyCanSayWhy() {
    bench.add(tenant, name, 1, START);
    WorkQueue dying = queue(job -> Uni.createFrom().nothing());
    Instant now = START;
    for (int attempt = 1; attempt <= 3; attempt++) {
      dying.runOnce(now).subscribe().with(never -> {});
      String attempts = Integer.toString(attempt);
      QueueBench.eventually(() -> attempts.equals(bench.column(tenant, name, "attempts")));
      now = now.plusSeconds(11);
    }
    WorkQueue innocent =
        queue(
            job -> {
              throw new AssertionError("must not be handed over once more");
            });

    bench.step(innocent, now);

    assertEquals(1, bench.count(tenant, name, "dead"));
  }

  private double abandoned() {
    return bench.registry.get("tocsin.queue.leases.abandoned").tag("queue", name).counter().count();
  }

  @Test
  void waitsAsLongAsTheProviderAsked() {
    bench.add(tenant, name, 1, START);
    WorkQueue queue =
        queue(job -> Uni.createFrom().item(new Outcome.Retry("429", Duration.ofSeconds(40))));

    bench.step(queue, START);

    assertEquals(0, bench.step(queue, START.plusSeconds(39)));
    assertEquals("429", bench.column(tenant, name, "last_error"));
    assertEquals(1, bench.step(queue, START.plusSeconds(41)));
    assertEquals(0, abandoned(), "its worker gave it back");
  }

  @Test
  void buriesAtOnceWhatCanNeverSucceed() {
    bench.add(tenant, name, 1, START);
    WorkQueue queue = queue(job -> Uni.createFrom().item(new Outcome.Dead("no such channel")));

    bench.step(queue, START);

    assertEquals("no such channel", await(queue.deadLetters(tenant, 1)).getFirst().error());
  }

  @Test
  void handsTheJobsOfATenantOverTogether() {
    UUID second = UUID.randomUUID();
    bench.add(tenant, name, 40, START);
    bench.add(second, name, 20, START);
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    WorkQueues process = bench.process();
    QueueSpec spec = QueueBench.spec(name);
    process.startBatches(
        bench.trial.db,
        spec,
        (owner, jobs) -> {
          sizes.add(jobs.size());
          assertTrue(jobs.stream().allMatch(job -> job.tenant().equals(owner)));
          return Uni.createFrom()
              .item(
                  jobs.stream()
                      .collect(
                          java.util.stream.Collectors.toMap(
                              job -> job, job -> (Outcome) new Outcome.Done("done"))));
        });

    QueueBench.eventually(
        () -> bench.count(tenant, name, "done") == 40 && bench.count(second, name, "done") == 20);
    assertEquals(List.of(20, 40), sizes.stream().sorted().toList());
  }

  @Test
  void worksEachJobOnADuplicatedContextOfItsOwn() {
    bench.add(tenant, name, 2, START);
    List<Object> contexts = new CopyOnWriteArrayList<>();
    WorkQueue queue =
        queue(
            job -> {
              assertTrue(VertxContext.isOnDuplicatedContext());
              contexts.add(Vertx.currentContext());
              return DONE;
            });

    bench.step(queue, START);

    assertEquals(2, contexts.stream().distinct().count());
    assertEquals(2, bench.count(tenant, name, "done"));
  }

  private static Uni<Outcome> handled() {
    return Uni.createFrom().item(new Outcome.Handled());
  }

  private Uni<Integer> change(String sql) {
    return bench.trial.db.inTenant(
        tenant, tx -> tx.query(sql).execute().map(rows -> rows.rowCount()));
  }

  private void finish(WorkQueue queue, Job job, String state) {
    await(write(queue, job, state));
  }

  private Uni<Void> write(WorkQueue queue, Job job, String state) {
    return bench.trial.db.inTenant(
        tenant,
        tx ->
            tx.query("UPDATE job SET secret = 'touched' WHERE id = '" + job.id() + "'")
                .execute()
                .flatMap(rows -> queue.finish(tx, job, state)));
  }
}
