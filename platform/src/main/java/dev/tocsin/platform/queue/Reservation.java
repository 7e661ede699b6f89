package dev.tocsin.platform.queue;

import dev.tocsin.platform.trace.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Places at this process's workers for jobs that one transaction inserts already claimed: with
 * {@code fence = 1, attempts = 1} and both {@code due_at} and {@code lease_until} = {@link #until},
 * so that one whose process dies is told from one that nobody had begun. After the commit {@link
 * #begin} hands them to the handler; a process that dies before leaves rows like any that were
 * claimed, which somebody else takes when the lease has ended.
 *
 * <p>Whoever asked for a place calls either {@link #begin} or {@link #giveBack}, once the
 * transaction has ended. Not for use by several threads at once.
 */
public final class Reservation {

  /** The fence and the number of the attempt of a row that is inserted claimed. */
  public static final int FIRST = 1;

  private final @Nullable Loop loop;
  private final Instant until;
  private final int most;
  private final long patienceNanos;
  private final long madeNanos = System.nanoTime();
  private final List<Job> born = new ArrayList<>();
  private final Set<UUID> ids = new HashSet<>();
  private final Map<UUID, String> traces = new HashMap<>(0);
  private boolean over;

  Reservation(Loop loop, Instant until, QueueSpec spec) {
    this.loop = loop;
    this.until = until.truncatedTo(ChronoUnit.MICROS);
    this.most = spec.batch();
    this.patienceNanos = spec.bornLease().toNanos() / 2;
  }

  private Reservation() {
    this.loop = null;
    this.until = Instant.EPOCH;
    this.most = 0;
    this.patienceNanos = 0;
  }

  /** One without any place. */
  public static Reservation none() {
    return new Reservation();
  }

  /** The {@code due_at} of rows that have a place: the end of their lease. */
  public Instant until() {
    return until;
  }

  /** The work on a row that may be inserted goes on with this trace, not with the current one. */
  public void goOn(UUID id, String traceparent) {
    traces.put(id, traceparent);
  }

  /** Does any row go on with a trace that it was told of? */
  public boolean isTraced() {
    return !traces.isEmpty();
  }

  /** What a row says of the trace that it belongs to; null for none. */
  public @Nullable String traceparent(UUID id) {
    return traces.get(id);
  }

  /**
   * Takes a place for a row that is due now.
   *
   * @return the job that begins at the commit; empty when the row is to be inserted unclaimed,
   *     because all workers are busy or others wait already
   */
  public Optional<Job> place(UUID tenant, UUID id) {
    if (loop == null || over || born.size() >= most || !loop.reserve(tenant)) {
      return Optional.empty();
    }
    Job job =
        new Job(
            tenant, id, FIRST, FIRST, traces.isEmpty() ? TraceParent.current() : traces.get(id));
    born.add(job);
    ids.add(id);
    return Optional.of(job);
  }

  /** The row was not inserted after all: its place, if it has one, is free again. */
  public void giveBackPlaceOf(UUID id) {
    if (loop != null && ids.remove(id)) {
      Job unborn = born.stream().filter(job -> job.id().equals(id)).findFirst().orElseThrow();
      born.remove(unborn);
      loop.giveBack(List.of(unborn));
    }
  }

  /** How long ago it was made. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - madeNanos);
  }

  /** Has any row a place? */
  public boolean isUsed() {
    return !ids.isEmpty();
  }

  /** Has this row a place? */
  public boolean holds(UUID id) {
    return ids.contains(id);
  }

  /**
   * The transaction has committed: the work begins. When it took so long that the lease may end
   * before the work does, the rows are left to the end of their lease.
   *
   * @return false when they are
   */
  public boolean begin() {
    if (end() && loop != null) {
      if (System.nanoTime() - madeNanos > patienceNanos) {
        giveBackAll();
        return false;
      }
      loop.begin(List.copyOf(born), until);
    }
    return true;
  }

  /** The transaction has not committed. */
  public void giveBack() {
    if (end()) {
      giveBackAll();
    }
  }

  private void giveBackAll() {
    if (loop != null) {
      loop.giveBack(List.copyOf(born));
    }
  }

  private boolean end() {
    boolean first = !over;
    over = true;
    return first && !born.isEmpty();
  }
}
