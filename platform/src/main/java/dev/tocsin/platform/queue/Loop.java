package dev.tocsin.platform.queue;

import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks for due work and hands it over: when woken, when slots come free while there is more, and
 * every poll. Its state lives on one thread; what other threads may call hops there.
 */
final class Loop {

  private static final Logger LOG = Logger.getLogger(Loop.class);
  private static final long REFILL_MILLIS = 2;
  private static final UUID[] NOBODY = {};

  /** A claim that passes tenants over walks over their rows: a tenth of the time at most. */
  private static final int QUIET_SHARE = 9;

  private final Vertx vertx;
  private final QueueSpec spec;
  private final QueueTable table;
  private final TocsinClock clock;
  private final LoopThread thread;
  private final QueueMetrics metrics;
  private final Slots slots;
  private final Desk desk;
  private final Window window;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean running;

  /** More rows are due than there were slots for: whoever comes new has to wait behind them. */
  private volatile boolean behind;

  private long pollTimer;
  private long dueTimer = -1;
  private Instant dueTimerAt = Instant.MAX;
  private boolean claiming;
  private long claimsThatTook;
  private boolean again;
  private boolean freedMeanwhile;
  private boolean refillSet;
  private long quietUntil = System.nanoTime();

  Loop(
      Vertx vertx,
      QueueSpec spec,
      QueueTable table,
      TocsinClock clock,
      Handling handling,
      QueueMetrics metrics) {
    this.vertx = vertx;
    this.spec = spec;
    this.table = table;
    this.clock = clock;
    this.thread = new LoopThread(vertx);
    this.metrics = metrics;
    this.slots = new Slots(spec.concurrency());
    this.window = new Window(spec.poll());
    Settlements settlements = new Settlements(vertx, table, clock::now, thread, metrics);
    this.desk = new Desk(spec, handling, thread, settlements, metrics, slots, this::slotFreed);
  }

  void start() {
    running = true;
    pollTimer = vertx.setPeriodic(spec.poll().toMillis(), timer -> thread.run(this::tick));
    wake();
  }

  /** Looks for work soon; from any thread. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      thread.run(
          () -> {
            woken.set(false);
            claim();
          });
    }
  }

  /** Looks for work at that time; from any thread. */
  void wakeAt(Instant due) {
    thread.run(() -> arm(due));
  }

  /**
   * What it does at a moment.
   *
   * @param idle whether it neither asks for jobs nor has any in hand
   * @param claims how often it got some
   */
  record Activity(boolean idle, long claims) {}

  /** What it does now; from any thread. */
  Uni<Activity> activity() {
    return Uni.createFrom()
        .emitter(
            answer ->
                thread.run(
                    () ->
                        answer.complete(
                            new Activity(!claiming && slots.total() == 0, claimsThatTook))));
  }

  /** Time jumped: looks everywhere; from any thread. */
  void timeShifted() {
    thread.run(window::forget);
    wake();
  }

  /** Claims no more; what is being handled goes on. */
  void stop() {
    running = false;
    vertx.cancelTimer(pollTimer);
  }

  /** Takes a slot for a job that is about to be inserted claimed; false when it has to wait. */
  boolean reserve(UUID tenant) {
    return running && !behind && slots.takeOpen(tenant);
  }

  /** Begins jobs that were inserted claimed until then, in reserved slots; from any thread. */
  void begin(List<Job> born, Instant until) {
    desk.beginBorn(born, clock::now, until);
  }

  /** Gives reserved slots back; from any thread. */
  void giveBack(List<Job> unborn) {
    thread.run(
        () -> {
          unborn.forEach(job -> slots.release(job.tenant()));
          slotFreed();
        });
  }

  /** How many jobs are being handled; from any thread, a moment old. */
  int busy() {
    return slots.total();
  }

  /** Claims one batch and answers when all of it is settled. */
  void runOnce(Instant now, UniEmitter<? super Integer> answer) {
    thread.run(
        () ->
            thread.with(
                table.claim(now, spec.batch(), Instant.EPOCH, NOBODY),
                claims -> {
                  Flight.Landing landing = new Flight.Landing(claims.size(), answer);
                  tellAbandoned(claims);
                  desk.take(jobs(claims), () -> now, landing);
                },
                answer::fail));
  }

  private void tick() {
    desk.expire();
    desk.toRenew().forEach(this::renew);
    claim();
  }

  private void renew(Flight flight) {
    flight
        .takeShortLease()
        .ifPresent(
            until ->
                thread.with(
                    table.renew(
                        flight.tenant(), flight.jobs, until, clock.now().plus(spec.lease())),
                    renewed -> {},
                    failure ->
                        LOG.warnf(
                            "queue=%s tenant=%s a lease could not be renewed: %s",
                            spec.queue(), flight.tenant(), failure.getMessage())));
  }

  private void claim() {
    int open = slots.open(spec.batch());
    int most = open > 0 ? open : slots.reserved(spec.batch());
    UUID[] passedOver = open > 0 ? NOBODY : slots.passedOver();
    if (claiming || !running || most == 0) {
      behind |= most == 0;
      again = true;
      return;
    }
    long began = System.nanoTime();
    if (passedOver.length > 0 && began - quietUntil < 0) {
      again = true;
      refillIn(1 + (quietUntil - began) / 1_000_000);
      return;
    }
    claiming = true;
    again = false;
    freedMeanwhile = false;
    boolean sweep = window.sweepDue(began);
    Instant now = clock.now();
    thread.with(
        table.claim(now, most, sweep ? Instant.EPOCH : window.since(), passedOver),
        claims -> {
          claiming = false;
          long ended = System.nanoTime();
          if (sweep) {
            window.swept(began, ended);
          }
          if (passedOver.length > 0) {
            quietUntil = ended + QUIET_SHARE * (ended - began);
          } else if (!claims.isEmpty()) {
            window.reached(latest(claims));
          }
          claimed(claims, claims.size() == most, passedOver.length > 0, now);
        },
        failure -> {
          claiming = false;
          LOG.warnf(
              "queue=%s cannot claim, trying again with the next poll: %s",
              spec.queue(), failure.getMessage());
        });
  }

  private void claimed(
      List<QueueTable.Claim> claims, boolean full, boolean somePassedOver, Instant now) {
    if (!claims.isEmpty()) {
      claimsThatTook++;
      tellAbandoned(claims);
      desk.take(jobs(claims), clock::now, null);
    }
    behind = full || somePassedOver;
    if (full || again) {
      claim();
    } else if (somePassedOver) {
      again = true;
      if (freedMeanwhile) {
        refillIn(REFILL_MILLIS);
      }
    } else if (claims.isEmpty()) {
      armForNext(now);
    }
  }

  /** Whoever had these is dead, hangs or is cut off: somebody ought to look at it. */
  private void tellAbandoned(List<QueueTable.Claim> claims) {
    List<Job> abandoned = jobs(claims.stream().filter(QueueTable.Claim::abandoned).toList());
    if (!abandoned.isEmpty()) {
      metrics.abandoned(abandoned.size());
      LOG.warnf(
          "queue=%s jobs=%d taken over after their lease ended without a word of their worker;"
              + " first: tenant=%s job=%s attempt=%d",
          metrics.name(),
          abandoned.size(),
          abandoned.getFirst().tenant(),
          abandoned.getFirst().id(),
          abandoned.getFirst().attempt());
    }
  }

  /** There may be more than we had slots for; a few free slots are worth collecting first. */
  private void slotFreed() {
    if (claiming) {
      freedMeanwhile = true;
    } else if (again && slots.halfFree()) {
      claim();
    } else if (again) {
      refillIn(REFILL_MILLIS);
    }
  }

  private void refillIn(long millis) {
    if (!refillSet) {
      refillSet = true;
      vertx.setTimer(
          millis,
          timer ->
              thread.run(
                  () -> {
                    refillSet = false;
                    claim();
                  }));
    }
  }

  private void armForNext(Instant now) {
    thread.with(
        table.next(now),
        next -> next.ifPresent(this::arm),
        failure -> LOG.debugf("queue=%s next due time unknown: %s", spec.queue(), failure));
  }

  /** Sets the timer, unless it is set for earlier or the next poll comes before. */
  private void arm(Instant due) {
    Duration wait = Duration.between(clock.now(), due);
    if (!running || due.compareTo(dueTimerAt) >= 0 || wait.compareTo(spec.poll()) > 0) {
      return;
    }
    vertx.cancelTimer(dueTimer);
    dueTimerAt = due;
    dueTimer =
        vertx.setTimer(
            Math.max(1, wait.toMillis() + 1),
            timer ->
                thread.run(
                    () -> {
                      dueTimerAt = Instant.MAX;
                      claim();
                    }));
  }

  private static List<Job> jobs(List<QueueTable.Claim> claims) {
    return claims.stream().map(QueueTable.Claim::job).toList();
  }

  private static Instant latest(List<QueueTable.Claim> claims) {
    return claims.stream().map(QueueTable.Claim::dueAt).max(Instant::compareTo).orElseThrow();
  }
}
