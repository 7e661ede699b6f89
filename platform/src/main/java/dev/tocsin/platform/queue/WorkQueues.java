package dev.tocsin.platform.queue;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Starts the work queues of this process, and stops them with it. */
@Singleton
public class WorkQueues {

  private static final Logger LOG = Logger.getLogger(WorkQueues.class);
  private static final Duration MEASURE_EVERY = Duration.ofSeconds(15);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final TocsinClock clock;
  private final MeterRegistry registry;
  private final Config config;
  private final Tracing tracing;
  private final List<WorkQueue> queues = new CopyOnWriteArrayList<>();
  private final Map<String, Signals> signals = new ConcurrentHashMap<>();
  private final long measuring;

  /** Queues on this Vert.x; the database's address for notifications comes from the settings. */
  @Inject
  public WorkQueues(
      Vertx vertx, TocsinClock clock, MeterRegistry registry, Config config, Tracing tracing) {
    this.vertx = vertx;
    this.clock = clock;
    this.registry = registry;
    this.config = config;
    this.tracing = tracing;
    this.measuring = vertx.setPeriodic(MEASURE_EVERY.toMillis(), timer -> measure());
    clock.onShift(() -> queues.forEach(WorkQueue::timeShifted));
  }

  /** The same without tracing. */
  public WorkQueues(Vertx vertx, TocsinClock clock, MeterRegistry registry, Config config) {
    this(vertx, clock, registry, config, Tracing.off());
  }

  /** Starts working a queue, each job by itself; call it at start, after the migrations. */
  public WorkQueue start(Database db, QueueSpec spec, JobHandler handler) {
    return start(db, spec, Handling.oneByOne(handler), true);
  }

  /** Starts working a queue, the jobs of one claim and tenant together. */
  public WorkQueue startBatches(Database db, QueueSpec spec, BatchHandler handler) {
    return start(db, spec, Handling.byTenant(handler), true);
  }

  /** A queue that works only when told to by {@link WorkQueue#runOnce}; for tests. */
  public WorkQueue stepped(Database db, QueueSpec spec, JobHandler handler) {
    return start(db, spec, Handling.oneByOne(handler), false);
  }

  private WorkQueue start(Database db, QueueSpec spec, Handling handling, boolean run) {
    QueueTable table = new QueueTable(db, spec);
    QueueMetrics metrics = new QueueMetrics(registry, spec);
    Handling traced = TracedHandling.of(handling, spec, tracing);
    Loop loop = new Loop(vertx, spec, table, clock, traced, metrics);
    WorkQueue queue = new WorkQueue(spec, table, clock, loop, signals(db), metrics);
    if (run) {
      queues.add(queue);
      loop.start();
    }
    return queue;
  }

  private Signals signals(Database db) {
    return signals.computeIfAbsent(
        db.schema(),
        schema -> new Signals(vertx, db, DatabaseAccess.ofApplication(config, schema).reactive()));
  }

  /** Names of the queues in which something is due or being handled. */
  Uni<List<String>> busy() {
    return Multi.createFrom()
        .iterable(queues)
        .onItem()
        .transformToUniAndConcatenate(
            queue -> queue.isQuiet().map(quiet -> quiet ? "" : queue.name()))
        .filter(name -> !name.isEmpty())
        .collect()
        .asList();
  }

  private void measure() {
    queues.forEach(
        queue ->
            queue
                .measure()
                .subscribe()
                .with(
                    done -> {},
                    failure -> LOG.debugf("Cannot measure a queue: %s", failure.getMessage())));
  }

  void atShutdown(@Observes ShutdownEvent shutdown) {
    stop();
  }

  /** Claims no more and waits up to ten seconds for the jobs in hand; others keep their leases. */
  public void stop() {
    stop(STOP_PATIENCE);
  }

  /** The same, waiting that long for each queue. */
  void stop(Duration patience) {
    vertx.cancelTimer(measuring);
    try {
      for (WorkQueue queue : queues) {
        queue.stop(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    signals.values().forEach(Signals::close);
  }
}
