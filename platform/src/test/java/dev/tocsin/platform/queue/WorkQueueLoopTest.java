package dev.tocsin.platform.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue running by itself in real time. */
class WorkQueueLoopTest {

  static final Duration SOON = Duration.ofSeconds(60);
  static final Uni<Outcome> DONE = Uni.createFrom().item(new Outcome.Done("done"));

  final UUID tenant = UUID.randomUUID();
  final String name = "q" + UUID.randomUUID();
  QueueBench bench;

  @BeforeEach
  void start() {
    bench = new QueueBench(new TocsinClock());
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static QueueSpec lazy(String name) {
    QueueSpec spec = QueueBench.spec(name);
    return new QueueSpec(
        spec.schema(),
        spec.table(),
        name,
        100,
        200,
        spec.lease(),
        3,
        spec.firstBackoff(),
        spec.maxBackoff(),
        Duration.ofMinutes(10));
  }

  /** Whose attempts may take an hour. */
  private static QueueSpec patient(String name) {
    QueueSpec spec = QueueBench.spec(name);
    return new QueueSpec(
        spec.schema(),
        spec.table(),
        name,
        spec.batch(),
        spec.concurrency(),
        Duration.ofHours(1),
        3,
        spec.firstBackoff(),
        spec.maxBackoff(),
        spec.poll());
  }

  @Test
  void wakesLongBeforeItsPoll() {
    AtomicInteger handled = new AtomicInteger();
    WorkQueue queue =
        bench
            .process()
            .start(
                bench.trial.db,
                lazy(name),
                job -> {
                  handled.incrementAndGet();
                  return DONE;
                });
    settleDown();

    bench.add(tenant, name, 1, bench.clock.now());
    queue.wake();

    QueueBench.eventually(() -> handled.get() == 1);
  }

  @Test
  void wakesAnotherProcess() {
    List<UUID> handled = new CopyOnWriteArrayList<>();
    bench
        .process()
        .start(
            bench.trial.db,
            lazy(name),
            job -> {
              handled.add(job.id());
              return DONE;
            });
    WorkQueue elsewhere = bench.process().stepped(bench.trial.db, lazy(name), job -> DONE);
    settleDown();

    bench.add(tenant, name, 1, bench.clock.now());
    elsewhere.wake();

    QueueBench.eventually(() -> handled.size() == 1);
  }

  @Test
  void firesAtTheDueTimeBetweenPolls() {
    AtomicLong handledAt = new AtomicLong();
    Instant due = bench.clock.now().plusSeconds(2);
    bench.add(tenant, name, 1, due);
    bench
        .process()
        .start(
            bench.trial.db,
            lazy(name),
            job -> {
              handledAt.set(bench.clock.now().toEpochMilli());
              return DONE;
            });

    QueueBench.eventually(() -> handledAt.get() != 0);

    long late = handledAt.get() - due.toEpochMilli();
    assertTrue(late >= 0, () -> late + " ms late");
  }

  @Test
  void firesWhenATestMovesTime() {
    bench.add(tenant, name, 1, bench.clock.now().plusSeconds(3600));
    AtomicInteger handled = new AtomicInteger();
    bench
        .process()
        .start(
            bench.trial.db,
            lazy(name),
            job -> {
              handled.incrementAndGet();
              return DONE;
            });
    settleDown();
    assertEquals(0, handled.get());

    bench.clock.advance(Duration.ofHours(1));

    QueueBench.eventually(() -> handled.get() == 1);
  }

  @Test
  void endsAnAttemptThatNeverAnswersBeforeItsLease() {
    QueueSpec quick = QueueBench.spec(name);
    QueueSpec spec =
        new QueueSpec(
            "trial",
            "job",
            name,
            10,
            10,
            Duration.ofSeconds(1),
            2,
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            quick.poll());
    AtomicInteger attempts = new AtomicInteger();
    bench.add(tenant, name, 1, bench.clock.now());
    bench
        .process()
        .start(
            bench.trial.db,
            spec,
            job -> {
              attempts.incrementAndGet();
              return Uni.createFrom().nothing();
            });

    QueueBench.eventually(() -> bench.count(tenant, name, "dead") == 1);

    assertEquals(2, attempts.get());
    assertTrue(bench.column(tenant, name, "last_error").contains("no answer within"));
  }

  /** Fault 14: whoever hangs holds some of the slots, never all. */
  @Test
  void letsOthersPassATenantWhoseProviderHangs() {
    bench.hangs();
    UUID hanging = UUID.randomUUID();
    bench.add(hanging, name, 1000, bench.clock.now().minusSeconds(5));
    bench
        .process()
        .start(
            bench.trial.db,
            patient(name),
            job -> job.tenant().equals(hanging) ? Uni.createFrom().nothing() : DONE);
    settleDown();

    bench.add(tenant, name, 50, bench.clock.now());

    QueueBench.eventually(() -> bench.count(tenant, name, "done") == 50);
    assertEquals(0, bench.count(hanging, name, "done"));
  }

  /** Fault 12, scaled down: the done rows stay in the index while the transaction is open. */
  @Test
  void keepsItsPaceBesideALongTransaction() throws Exception {
    try (Connection reader = TestServers.database().superuser();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.executeQuery("SELECT count(*) FROM trial.job").close();
      AtomicInteger handled = new AtomicInteger();
      WorkQueue queue =
          bench
              .process()
              .start(
                  bench.trial.db,
                  QueueBench.spec(name),
                  job -> {
                    handled.incrementAndGet();
                    return DONE;
                  });
      long first = drain(queue, handled, 5000);
      for (int round = 0; round < 4; round++) {
        drain(queue, handled, 5000);
      }
      long last = drain(queue, handled, 5000);

      assertTrue(last < 5 * first + 5000, () -> "5,000 jobs took " + first + ", then " + last);
      reader.rollback();
    }
  }

  @Test
  void handsEachJobOverOnceWhenTwoProcessesWork() {
    ConcurrentHashMap<UUID, Integer> handled = new ConcurrentHashMap<>();
    JobHandler handler =
        job -> {
          handled.merge(job.id(), 1, Integer::sum);
          return DONE;
        };
    bench.add(tenant, name, 5000, bench.clock.now());

    bench.process().start(bench.trial.db, QueueBench.spec(name), handler);
    bench.process().start(bench.trial.db, QueueBench.spec(name), handler);

    QueueBench.eventually(() -> bench.count(tenant, name, "done") == 5000);
    assertEquals(5000, handled.size());
    assertTrue(handled.values().stream().allMatch(times -> times == 1));
  }

  @Test
  void worksThousandsOfJobsASecond() {
    int jobs = 20_000;
    UUID second = UUID.randomUUID();
    bench.add(tenant, name, jobs / 2, bench.clock.now());
    bench.add(second, name, jobs / 2, bench.clock.now());
    AtomicInteger handled = new AtomicInteger();
    long began = System.nanoTime();

    bench
        .process()
        .start(
            bench.trial.db,
            QueueBench.spec(name),
            job -> {
              handled.incrementAndGet();
              return DONE;
            });

    QueueBench.eventually(
        () ->
            handled.get() == jobs
                && bench.count(tenant, name, "pending") + bench.count(second, name, "pending")
                    == 0);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("queue: %.0f jobs/s leased and acknowledged%n", jobs / seconds);
    assertTrue(jobs / seconds > 200, () -> jobs / seconds + " jobs/s");
  }

  @Test
  void tellsWhatIsInIt() {
    bench.add(tenant, name, 3, bench.clock.now().minusSeconds(100));
    WorkQueue queue =
        bench
            .process()
            .stepped(
                bench.trial.db,
                QueueBench.spec(name),
                job -> Uni.createFrom().item(new Outcome.Dead("wrong")));

    queue.measure().await().atMost(SOON);
    assertEquals(3, gauge("tocsin.queue.depth"));
    assertTrue(gauge("tocsin.queue.oldest.seconds") >= 100);

    bench.step(queue, bench.clock.now());
    queue.measure().await().atMost(SOON);

    assertEquals(0, gauge("tocsin.queue.depth"));
    assertEquals(3, gauge("tocsin.queue.dead"));
    assertEquals(3, bench.registry.get("tocsin.queue.claims").tag("queue", name).counter().count());
    assertEquals(
        3, bench.registry.get("tocsin.queue.failures").tag("queue", name).counter().count());
  }

  private double gauge(String metric) {
    return bench.registry.get(metric).tag("queue", name).gauge().value();
  }

  private long drain(WorkQueue queue, AtomicInteger handled, int jobs) {
    int before = handled.get();
    bench.add(tenant, name, jobs, bench.clock.now());
    long began = System.nanoTime();
    queue.wake();
    QueueBench.eventually(() -> handled.get() == before + jobs);
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** Lets the first claims and the listener's connection come and go. */
  private static void settleDown() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
