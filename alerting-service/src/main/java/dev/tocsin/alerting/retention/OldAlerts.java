package dev.tocsin.alerting.retention;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.retention.ExpiringWalk;
import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.tenant.TenantSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Forgets alerts that have been over for long. A tenant whose groups come to an end pays for its
 * own sweeping, behind the messages that tell of it and never on the way of an alert; {@code tocsin
 * retention} does it for the others. One tenant at a time in this process, in small transactions
 * with a pause between them.
 */
@Singleton
public class OldAlerts {

  private static final Logger LOG = Logger.getLogger(OldAlerts.class);
  private static final int MOST_TENANTS = 10_000;

  /** A tenant's settings are asked anew where they are read; the answer is here by then. */
  private static final Duration ASKING = Duration.ofSeconds(6);

  /** Then others have their turn, and this tenant again with its next message. */
  private static final int MOST_STEPS = 500;

  private final Database database;
  private final RetentionConfig config;
  private final TenantSettings settings;
  private final Counter forgotten;
  private final Map<UUID, Instant> swept = new ConcurrentHashMap<>();
  private final Map<Place, UUID> reached = new ConcurrentHashMap<>();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /** A walk that another sweep goes on with. */
  private record Place(UUID tenant, ExpiringWalk walk) {}

  OldAlerts(
      @ServiceDatabase("alerting") Database database,
      RetentionConfig config,
      TenantSettings settings,
      MeterRegistry registry) {
    this.database = database;
    this.config = config;
    this.settings = settings;
    this.forgotten =
        Counter.builder("tocsin_alerts_forgotten")
            .description("Alerts that were over for as long as they are kept")
            .register(registry);
  }

  /** Refuses to start when alerts are to be kept for too short a time, as the command does. */
  void start(@Observes StartupEvent started) {
    Keeping.ALERTS.check(RetainedAlerts.KEPT, config.kept());
    if (config.batch() < 1) {
      throw new IllegalStateException(
          "tocsin.alert.retention.batch is %d: set it to 1 or more".formatted(config.batch()));
    }
    if (!config.pause().isPositive()) {
      throw new IllegalStateException(
          "tocsin.alert.retention.pause is %s: set it to more than nothing, such as PT0.05S"
              .formatted(config.pause()));
    }
  }

  /** Sweeps in the background when this process has not done so for the tenant lately. */
  public void sweepNowAndThen(UUID tenant) {
    Instant now = database.clock().now();
    Instant last = swept.get(tenant);
    if (last != null && now.isBefore(last.plus(config.every()))) {
      return;
    }
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    if (swept.size() > MOST_TENANTS) {
      swept.clear();
      reached.clear();
    }
    swept.put(tenant, now);
    // What is known of the tenant's wish may be hours old, and what is forgotten is gone.
    settings.of(tenant);
    Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(ASKING)
        .chain(() -> sweep(tenant, now.minus(kept(tenant))))
        .onTermination()
        .invoke(() -> sweeping.set(false))
        .subscribe()
        .with(
            done -> {
              if (!done.whole()) {
                swept.remove(tenant);
              }
            },
            failure -> LOG.warnf(failure, "event=alerts_not_forgotten tenant=%s", tenant));
  }

  /** As long as the installation keeps them until the tenant's own wish is known. */
  Duration kept(UUID tenant) {
    return Keeping.ALERTS.of(settings.of(tenant).getRetention(), config.kept());
  }

  /**
   * What a sweep has done.
   *
   * @param whole whether it came to its end
   */
  record Swept(long alerts, boolean whole) {}

  /** Forgets what of the tenant was over before then. */
  Uni<Swept> sweep(UUID tenant, Instant before) {
    AtomicInteger steps = new AtomicInteger();
    return walk(RetainedAlerts.ALERTS, tenant, before, steps)
        .invoke(
            alerts -> {
              if (alerts > 0) {
                LOG.infof(
                    "event=alerts_forgotten tenant=%s alerts=%d over_before=%s",
                    tenant, alerts, before);
              }
            })
        .call(() -> walk(RetainedAlerts.MESSAGES, tenant, before, steps))
        .call(() -> payloads(tenant, before))
        .map(alerts -> new Swept(alerts, steps.get() < MOST_STEPS));
  }

  /** Steps until the end, or until there were too many; answers how many rows have gone. */
  private Uni<Long> walk(ExpiringWalk walk, UUID tenant, Instant before, AtomicInteger steps) {
    Place place = new Place(tenant, walk);
    return Multi.createBy()
        .repeating()
        .uni(() -> step(place, before))
        .whilst(
            step -> {
              if (step.last() == null) {
                reached.remove(place);
                return false;
              }
              reached.put(place, step.last());
              return steps.incrementAndGet() < MOST_STEPS;
            })
        .map(Step::deleted)
        .collect()
        .with(Collectors.summingLong(Long::longValue));
  }

  private record Step(long deleted, @Nullable UUID last) {}

  private Uni<Step> step(Place place, Instant before) {
    UUID after = reached.getOrDefault(place, ExpiringWalk.BEGINNING);
    return database
        .inTenant(
            place.tenant(),
            tx ->
                tx.preparedQuery(place.walk().step("alerting"))
                    .execute(Tuple.of(place.tenant(), utc(before), after, config.batch())))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Step(row.getLong(0), row.getUUID(1));
            })
        .invoke(
            step -> {
              if (place.walk() == RetainedAlerts.ALERTS) {
                forgotten.increment(step.deleted());
              }
            })
        .onItem()
        .delayIt()
        .by(config.pause());
  }

  /** There are few of a tenant: some of them each time. */
  private Uni<Integer> payloads(UUID tenant, Instant before) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(RetainedAlerts.PAYLOADS.delete("alerting"))
                .execute(Tuple.of(tenant, utc(before), config.batch()))
                .map(SqlResult::rowCount));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
