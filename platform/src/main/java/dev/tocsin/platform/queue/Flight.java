package dev.tocsin.platform.queue;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Jobs that were handed to the handler together, until their outcomes are known. */
final class Flight {

  final List<Job> jobs;
  final Supplier<Instant> clock;
  final long startedNanos;
  private final @Nullable Landing landing;
  private @Nullable Instant shortLease;
  private boolean ended;

  Flight(List<Job> jobs, Supplier<Instant> clock, long startedNanos, @Nullable Landing landing) {
    this.jobs = jobs;
    this.clock = clock;
    this.startedNanos = startedNanos;
    this.landing = landing;
  }

  /** The same for jobs whose lease ends early, at this time, unless it is renewed. */
  static Flight ofBorn(List<Job> jobs, Supplier<Instant> clock, long startedNanos, Instant until) {
    Flight flight = new Flight(jobs, clock, startedNanos, null);
    flight.shortLease = until;
    return flight;
  }

  /** The end of the short lease, once: it is to be renewed now. Empty when it was, or never was. */
  Optional<Instant> takeShortLease() {
    Optional<Instant> lease = Optional.ofNullable(shortLease);
    shortLease = null;
    return lease;
  }

  UUID tenant() {
    return jobs.getFirst().tenant();
  }

  /** The same for some of its jobs. */
  Flight of(List<Job> some) {
    return new Flight(some, clock, startedNanos, landing);
  }

  /** Ends it once; false when it had ended before, as after a time-out. */
  boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  /** Tells who waits that this many of its jobs are settled. */
  void landed(int count) {
    if (landing != null) {
      landing.landed(count);
    }
  }

  /** Waits for all jobs of one claim. */
  static final class Landing {

    private final int expected;
    private final UniEmitter<? super Integer> answer;
    private int landed;

    Landing(int expected, UniEmitter<? super Integer> answer) {
      this.expected = expected;
      this.answer = answer;
      landed(0);
    }

    private void landed(int count) {
      landed += count;
      if (landed == expected) {
        answer.complete(expected);
      }
    }
  }
}
