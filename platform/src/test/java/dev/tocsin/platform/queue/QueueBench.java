package dev.tocsin.platform.queue;

import static dev.tocsin.platform.test.TrialDatabase.await;

import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.test.TrialDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A trial schema with its table of jobs, and processes that work on it. */
final class QueueBench implements AutoCloseable {

  final TocsinClock clock;
  final TrialDatabase trial;
  final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<WorkQueues> processes = new ArrayList<>();
  private Duration patience = Duration.ofSeconds(10);

  QueueBench(TocsinClock clock) {
    this.clock = clock;
    this.trial = new TrialDatabase("trial", 8, clock);
  }

  /** Queues as another process would have them. */
  WorkQueues process() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(TestServers.database().settings(), "test", 100))
            .build();
    WorkQueues process = new WorkQueues(trial.vertx.getDelegate(), clock, registry, config);
    processes.add(process);
    return process;
  }

  /** A queue of this name that nobody else uses, with short times. */
  static QueueSpec spec(String queue) {
    return new QueueSpec(
        "trial",
        "job",
        queue,
        100,
        200,
        Duration.ofSeconds(10),
        3,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofMillis(100));
  }

  /** Adds jobs of one tenant that are due at that time. */
  void add(UUID tenant, String queue, int count, Instant due) {
    trial.execute(
        tenant,
        ("INSERT INTO job (tenant_id, id, queue, due_at, created_at)"
                + " SELECT '%s', gen_random_uuid(), '%s', '%s', '%s' FROM generate_series(1, %d)")
            .formatted(tenant, queue, due, due, count));
  }

  long count(UUID tenant, String queue, String state) {
    return Long.parseLong(
        trial.value(
            tenant,
            "SELECT count(*) FROM job WHERE queue = '%s' AND state = '%s'"
                .formatted(queue, state)));
  }

  String column(UUID tenant, String queue, String expression) {
    return trial.value(
        tenant, "SELECT %s FROM job WHERE queue = '%s'".formatted(expression, queue));
  }

  /** Waits until it holds, a minute at most. */
  static void eventually(BooleanSupplier condition) {
    Duration atMost = Duration.ofSeconds(60);
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not so within " + atMost);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Jobs in hand never end: closing does not wait for them. */
  void hangs() {
    patience = Duration.ZERO;
  }

  int step(WorkQueue queue, Instant now) {
    return await(queue.runOnce(now));
  }

  @Override
  public void close() {
    processes.forEach(process -> process.stop(patience));
    trial.close();
  }
}
