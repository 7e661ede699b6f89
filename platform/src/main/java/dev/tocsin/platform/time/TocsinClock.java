package dev.tocsin.platform.time;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What time it is for Tocsin: the database's clock, sampled every five seconds and read by the
 * processor's monotonic counter in between, plus the offset that tests shift.
 *
 * <p>A replica whose own clock is wrong therefore leases and fires at the right time. Read time
 * does not go backwards, with one exception: when the database's clock is set back by more than a
 * second it is followed at once and logged, since the other replicas follow it too. Until the first
 * sample it is the machine's time.
 */
@Singleton
public class TocsinClock {

  private static final Logger LOG = Logger.getLogger(TocsinClock.class);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(5);
  private static final long SLOWEST_SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final boolean standing;
  private final LongSupplier nanos;
  private volatile Anchor anchor;
  private volatile Duration offset = Duration.ZERO;
  private final List<Runnable> shiftListeners = new CopyOnWriteArrayList<>();
  private @Nullable ScheduledFuture<?> sampling;

  /** A clock that starts at the machine's time. */
  public TocsinClock() {
    this(Instant.now(), System::nanoTime, false);
  }

  TocsinClock(Instant start, LongSupplier nanos, boolean standing) {
    this.standing = standing;
    this.nanos = nanos;
    this.anchor = new Anchor(start, nanos.getAsLong());
  }

  /** A clock for tests: it follows nothing and stands still until {@link #advance} moves it. */
  public static TocsinClock standingAt(Instant start) {
    return new TocsinClock(start, () -> 0L, true);
  }

  /** The time now, with the test offset; to the microsecond, which is what PostgreSQL stores. */
  public Instant now() {
    return anchor.read(nanos.getAsLong()).plus(offset).truncatedTo(ChronoUnit.MICROS);
  }

  /** How far tests have shifted this process; zero in production. */
  public Duration offset() {
    return offset;
  }

  /** Shifts this process's time; for tests. A negative amount goes back. */
  public void advance(Duration amount) {
    synchronized (this) {
      offset = offset.plus(amount);
    }
    shiftListeners.forEach(Runnable::run);
  }

  /** Calls the listener after each shift, so that what is due by now is looked for at once. */
  public void onShift(Runnable listener) {
    shiftListeners.add(listener);
  }

  /**
   * Follows a database's clock from now on; the first one wins, as all of one installation agree.
   *
   * @param databaseTime asks for the database's {@code clock_timestamp()}; a failure is skipped
   */
  public synchronized void follow(Supplier<Uni<Instant>> databaseTime) {
    if (standing || sampling != null) {
      return;
    }
    sampling =
        Infrastructure.getDefaultWorkerPool()
            .scheduleAtFixedRate(
                () -> sample(databaseTime), 0, SAMPLE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes a sample of the database's clock that was asked for and answered at these counts. */
  public synchronized void sampled(Instant databaseTime, long askedNanos, long answeredNanos) {
    long roundTrip = answeredNanos - askedNanos;
    if (standing || roundTrip > SLOWEST_SAMPLE_NANOS) {
      LOG.debugf("Skipped a sample of the database's clock that took %d ns", roundTrip);
      return;
    }
    long middle = askedNanos + roundTrip / 2;
    Anchor before = anchor;
    if (before.isStepBack(databaseTime, middle)) {
      LOG.warnf(
          "The database's clock is at %s, behind ours at %s: following it back. Check its time"
              + " synchronisation",
          databaseTime, before.read(middle));
    }
    anchor = before.corrected(databaseTime, middle);
  }

  private void sample(Supplier<Uni<Instant>> databaseTime) {
    long asked = nanos.getAsLong();
    databaseTime
        .get()
        .subscribe()
        .with(
            time -> sampled(time, asked, nanos.getAsLong()),
            failure -> LOG.debugf("No sample of the database's clock: %s", failure.getMessage()));
  }

  @PreDestroy
  synchronized void stop() {
    if (sampling != null) {
      sampling.cancel(false);
    }
  }
}
