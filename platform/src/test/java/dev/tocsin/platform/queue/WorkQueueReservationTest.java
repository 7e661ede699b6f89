package dev.tocsin.platform.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are inserted already claimed by the process that inserts them. */
class WorkQueueReservationTest {

  final UUID tenant = UUID.randomUUID();
  final String name = "q" + UUID.randomUUID();
  final List<Job> handled = new CopyOnWriteArrayList<>();
  QueueBench bench;

  @BeforeEach
  void start() {
    bench = new QueueBench(new TocsinClock());
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void beginsAtTheCommitWithoutAClaim() {
    WorkQueue queue = working(4);
    Reservation reservation = queue.reserve();
    UUID row = insert(reservation);

    reservation.begin();

    QueueBench.eventually(() -> bench.count(tenant, name, "done") == 1);
    assertEquals(List.of(new Job(tenant, row, 1, 1)), handled);
    assertEquals("1 1", bench.column(tenant, name, "attempts || ' ' || fence"));
  }

  @Test
  void goesOnOnTheEventLoopOfTheCommit() {
    List<Thread> workers = new CopyOnWriteArrayList<>();
    WorkQueue queue =
        bench
            .process()
            .start(
                bench.trial.db,
                QueueBench.spec(name),
                job -> {
                  workers.add(Thread.currentThread());
                  return done(job);
                });
    List<Thread> callers = new CopyOnWriteArrayList<>();

    for (int i = 1; i <= 4; i++) {
      Reservation reservation = queue.reserve();
      insert(reservation);
      bench
          .trial
          .vertx
          .getDelegate()
          .getOrCreateContext()
          .runOnContext(
              _ -> {
                callers.add(Thread.currentThread());
                reservation.begin();
              });
      int done = i;
      QueueBench.eventually(() -> bench.count(tenant, name, "done") == done);
    }

    assertEquals(callers, workers);
  }

  @Test
  void handsOverNothingWhenTheTransactionFailed() {
    WorkQueue queue = working(4);
    Reservation failed = queue.reserve();
    for (int i = 0; i < 3; i++) {
      assertTrue(failed.place(tenant, UUID.randomUUID()).isPresent());
    }
    assertFalse(failed.place(tenant, UUID.randomUUID()).isPresent(), "a quarter is kept");

    failed.giveBack();

    QueueBench.eventually(
        () -> {
          Reservation next = queue.reserve();
          boolean room = next.place(tenant, UUID.randomUUID()).isPresent();
          next.giveBack();
          return room;
        });
    assertEquals(List.of(), handled);
  }

  @Test
  void givesOnePlaceBackAndBeginsTheOthers() {
    WorkQueue queue = working(4);
    Reservation reservation = queue.reserve();
    UUID row = insert(reservation);
    UUID other = UUID.randomUUID();
    assertTrue(reservation.place(tenant, other).isPresent());

    reservation.giveBackPlaceOf(other);
    reservation.giveBackPlaceOf(other);
    assertFalse(reservation.holds(other));
    reservation.begin();

    QueueBench.eventually(() -> bench.count(tenant, name, "done") == 1);
    assertEquals(List.of(new Job(tenant, row, 1, 1)), handled);
    QueueBench.eventually(
        () -> {
          Reservation next = queue.reserve();
          boolean room = true;
          for (int i = 0; i < 3; i++) {
            room &= next.place(tenant, UUID.randomUUID()).isPresent();
          }
          boolean tooMuch = next.place(tenant, UUID.randomUUID()).isPresent();
          next.giveBack();
          return room && !tooMuch;
        });
  }

  @Test
  void leavesWhatADeadProcessHeldToTheEndOfItsLease() {
    bench.close();
    bench = new QueueBench(TocsinClock.standingAt(Instant.parse("2026-11-21T12:00:00Z")));
    bench.hangs();
    WorkQueue dead = bench.process().start(bench.trial.db, QueueBench.spec(name), this::done);
    insert(dead.reserve());
    WorkQueue other = bench.process().stepped(bench.trial.db, QueueBench.spec(name), this::done);

    Instant now = bench.clock.now();
    assertEquals(0, bench.step(other, now));
    assertEquals(1, bench.step(other, now.plus(QueueBench.spec(name).bornLease())));
    assertEquals(2, handled.getFirst().fence());
  }

  @Test
  void renewsTheLeaseOfWorkThatTakesLong() {
    bench.hangs();
    WorkQueue queue =
        bench
            .process()
            .start(bench.trial.db, QueueBench.spec(name), job -> Uni.createFrom().nothing());
    Reservation reservation = queue.reserve();
    insert(reservation);

    reservation.begin();

    QueueBench.eventually(
        () ->
            bench
                .column(tenant, name, "due_at > '%s'".formatted(reservation.until()))
                .startsWith("t"));
  }

  @Test
  void hasNoPlaceInAQueueThatIsStopped() {
    WorkQueue queue = bench.process().stepped(bench.trial.db, QueueBench.spec(name), this::done);

    assertFalse(queue.reserve().place(tenant, UUID.randomUUID()).isPresent());
    assertFalse(Reservation.none().place(tenant, UUID.randomUUID()).isPresent());
  }

  private Uni<Outcome> done(Job job) {
    handled.add(job);
    return Uni.createFrom().item(new Outcome.Done("done"));
  }

  private WorkQueue working(int concurrency) {
    QueueSpec spec = QueueBench.spec(name);
    return bench
        .process()
        .start(
            bench.trial.db,
            new QueueSpec(
                spec.schema(),
                spec.table(),
                name,
                100,
                concurrency,
                spec.lease(),
                3,
                spec.firstBackoff(),
                spec.maxBackoff(),
                spec.poll()),
            this::done);
  }

  private UUID insert(Reservation reservation) {
    UUID row = UUID.randomUUID();
    assertTrue(reservation.place(tenant, row).isPresent());
    assertTrue(reservation.holds(row));
    bench.trial.execute(
        tenant,
        ("INSERT INTO job (tenant_id, id, queue, due_at, created_at, fence, attempts)"
                + " VALUES ('%s', '%s', '%s', '%s', '%s', 1, 1)")
            .formatted(tenant, row, name, reservation.until(), bench.clock.now()));
    return row;
  }
}
