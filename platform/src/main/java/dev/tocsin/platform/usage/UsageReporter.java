package dev.tocsin.platform.usage;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.MutinyUsageServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordUsageRequest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells identity-service what was counted, every ten seconds. A report that was not answered is
 * told again under the same id, so that it counts once; of more than 10,000 that wait, the oldest
 * are dropped.
 */
@Singleton
class UsageReporter {

  private static final Logger LOG = Logger.getLogger(UsageReporter.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration LAST = Duration.ofSeconds(2);
  private static final int MOST_WAITING = 10_000;

  private final UsageCounters counters;
  private final ServiceClients services;
  private final TocsinClock clock;
  private final Vertx vertx;
  private final Deque<Told> waiting = new ArrayDeque<>();
  private boolean telling;
  private long timer;

  private record Told(UUID id, UsageCounters.Report report) {}

  UsageReporter(UsageCounters counters, ServiceClients services, TocsinClock clock, Vertx vertx) {
    this.counters = counters;
    this.services = services;
    this.clock = clock;
    this.vertx = vertx;
  }

  void atStart(@Observes StartupEvent start) {
    timer = vertx.setPeriodic(EVERY.toMillis(), tick -> tell().subscribe().with(done -> {}));
  }

  void atStop(@Observes ShutdownEvent stop) {
    vertx.cancelTimer(timer);
    try {
      tell().await().atMost(LAST);
    } catch (RuntimeException e) {
      LOG.warnf("event=usage_not_told error=%s", e.getMessage());
    }
  }

  /** Tells what was counted and what was not answered before. Never fails. */
  Uni<Void> tell() {
    List<Told> reports = next();
    if (reports.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createFrom()
        .iterable(reports)
        .onItem()
        .transformToUniAndConcatenate(this::tell)
        .onItem()
        .ignoreAsUni()
        .onTermination()
        .invoke(this::done);
  }

  private Uni<Void> tell(Told told) {
    RecordUsageRequest request =
        RecordUsageRequest.newBuilder()
            .setReportId(told.id().toString())
            .setDay(told.report().day().toString())
            .putAllCounts(told.report().counts())
            .build();
    return services
        .call(
            "identity",
            MutinyUsageServiceGrpc::newMutinyStub,
            told.report().tenant(),
            stub -> stub.recordUsage(request))
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.debugf("event=usage_not_told error=%s", failure.getMessage());
              keep(told);
              return null;
            });
  }

  private synchronized List<Told> next() {
    if (telling) {
      return List.of();
    }
    List<Told> reports = new ArrayList<>(waiting);
    waiting.clear();
    counters.take().forEach(report -> reports.add(new Told(Ids.next(clock.now()), report)));
    telling = !reports.isEmpty();
    return reports;
  }

  private synchronized void keep(Told told) {
    waiting.add(told);
    if (waiting.size() > MOST_WAITING) {
      waiting.removeFirst();
    }
  }

  private synchronized void done() {
    telling = false;
  }
}
