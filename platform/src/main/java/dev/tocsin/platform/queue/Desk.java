package dev.tocsin.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands claimed jobs to the handler and turns what comes back into settlements. Used on the loop's
 * thread only, but for {@link #beginBorn}.
 */
final class Desk {

  private static final Logger LOG = Logger.getLogger(Desk.class);

  private final QueueSpec spec;
  private final Handling handling;
  private final LoopThread thread;
  private final Settlements settlements;
  private final QueueMetrics metrics;
  private final Slots slots;
  private final Runnable slotFreed;
  private final Set<Flight> flights = new HashSet<>();
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final long patienceNanos;

  Desk(
      QueueSpec spec,
      Handling handling,
      LoopThread thread,
      Settlements settlements,
      QueueMetrics metrics,
      Slots slots,
      Runnable slotFreed) {
    this.spec = spec;
    this.handling = handling;
    this.thread = thread;
    this.settlements = settlements;
    this.metrics = metrics;
    this.slots = slots;
    this.slotFreed = slotFreed;
    this.patienceNanos = spec.lease().toNanos() / 5 * 4;
  }

  /** Hands over what one claim took. */
  void take(List<Job> jobs, Supplier<Instant> clock, Flight.@Nullable Landing landing) {
    metrics.claimed(jobs.size());
    jobs.forEach(job -> slots.take(job.tenant()));
    for (List<Job> together : handling.split(jobs)) {
      handOver(new Flight(together, clock, System.nanoTime(), landing));
    }
  }

  /**
   * Hands over what was inserted claimed until then, and whose slots are taken already; from any
   * thread. A single job is worked on where the caller is: somebody waits for it, and nothing else.
   */
  void beginBorn(List<Job> jobs, Supplier<Instant> clock, Instant until) {
    if (jobs.size() == 1) {
      Flight flight = Flight.ofBorn(jobs, clock, System.nanoTime(), until);
      thread.run(
          () -> {
            metrics.claimed(1);
            flights.add(flight);
          });
      thread.here(
          () -> handling.handle(jobs),
          outcomes -> answered(flight, outcomes),
          failure -> failed(flight, failure));
    } else {
      thread.run(() -> takeBorn(jobs, clock, until));
    }
  }

  private void takeBorn(List<Job> jobs, Supplier<Instant> clock, Instant until) {
    metrics.claimed(jobs.size());
    for (List<Job> together : handling.split(jobs)) {
      handOver(Flight.ofBorn(together, clock, System.nanoTime(), until));
    }
  }

  /** The attempts on a short lease that have taken a quarter of it. */
  List<Flight> toRenew() {
    long age = spec.bornLease().toNanos() / 4;
    long now = System.nanoTime();
    return flights.stream().filter(f -> now - f.startedNanos > age).toList();
  }

  /** Ends the attempts that take so long that their lease is nearly over. */
  void expire() {
    long now = System.nanoTime();
    List<Flight> late = flights.stream().filter(f -> now - f.startedNanos > patienceNanos).toList();
    Duration patience = Duration.ofNanos(patienceNanos);
    late.forEach(f -> failed(f, new AttemptTimeout(patience)));
  }

  private void handOver(Flight flight) {
    List<Job> spent = flight.jobs.stream().filter(j -> j.attempt() > spec.maxAttempts()).toList();
    if (!spent.isEmpty()) {
      spent.forEach(job -> settle(flight, Settlement.dead(job, "no attempt ever answered")));
      List<Job> rest = flight.jobs.stream().filter(job -> !spent.contains(job)).toList();
      if (!rest.isEmpty()) {
        fly(flight.of(rest));
      }
      return;
    }
    fly(flight);
  }

  private void fly(Flight flight) {
    flights.add(flight);
    thread.elsewhere(
        () -> handling.handle(flight.jobs),
        outcomes -> answered(flight, outcomes),
        failure -> failed(flight, failure));
  }

  private void answered(Flight flight, Map<Job, Outcome> outcomes) {
    if (!end(flight)) {
      return;
    }
    for (Job job : flight.jobs) {
      Outcome outcome = outcomes.get(job);
      switch (outcome) {
        case null -> settle(flight, retry(flight, job, "the handler gave no outcome", null));
        case Outcome.Done(String state) -> settle(flight, Settlement.done(job, state));
        case Outcome.Dead(String error) -> settle(flight, Settlement.dead(job, error));
        case Outcome.Retry(String error, Duration after) ->
            settle(flight, retry(flight, job, error, after));
        case Outcome.Handled() -> release(flight, job);
      }
    }
  }

  private void failed(Flight flight, Throwable failure) {
    if (!end(flight)) {
      return;
    }
    if (LeaseLost.isCauseOf(failure)) {
      metrics.lost(flight.jobs.size());
      LOG.debugf("queue=%s %s", metrics.name(), failure.getMessage());
      flight.jobs.forEach(job -> release(flight, job));
      return;
    }
    LOG.warnf(
        failure instanceof AttemptTimeout ? null : failure,
        "queue=%s tenant=%s jobs=%s attempt failed: %s",
        metrics.name(),
        flight.tenant(),
        flight.jobs.stream().limit(5).map(Job::id).toList(),
        failure);
    flight.jobs.forEach(job -> settle(flight, retry(flight, job, String.valueOf(failure), null)));
  }

  private boolean end(Flight flight) {
    flights.remove(flight);
    return flight.end();
  }

  private Settlement retry(Flight flight, Job job, String error, @Nullable Duration after) {
    return Settlement.retry(job, error, after, spec, flight.clock.get(), random);
  }

  private void settle(Flight flight, Settlement settlement) {
    metrics.ended(settlement);
    if (Settlement.DEAD.equals(settlement.state())) {
      LOG.errorf(
          "queue=%s tenant=%s job=%s given up after %d attempts: %s",
          metrics.name(),
          settlement.job().tenant(),
          settlement.job().id(),
          settlement.job().attempt(),
          settlement.error());
    }
    settlements.add(settlement, () -> release(flight, settlement.job()));
  }

  private void release(Flight flight, Job job) {
    slots.release(job.tenant());
    flight.landed(1);
    slotFreed.run();
  }
}
