package dev.tocsin.notification.delivery;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.tenant.TenantSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Forgets deliveries that ended long ago. A tenant that sends pays for its own sweeping, a bounded
 * piece at a time and after its answer; one that sends nothing grows nothing, and {@code tocsin
 * retention} sweeps it.
 */
@Singleton
class DeliveryRetention {

  private static final Logger LOG = Logger.getLogger(DeliveryRetention.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int PIECE = 2_000;
  private static final int MOST_TENANTS = 10_000;

  private final Database db;
  private final DeliveryConfig config;
  private final TenantSettings settings;
  private final Map<UUID, Instant> swept = new ConcurrentHashMap<>();

  DeliveryRetention(
      @ServiceDatabase("notification") Database db,
      DeliveryConfig config,
      TenantSettings settings) {
    this.db = db;
    this.config = config;
    this.settings = settings;
  }

  /** Sweeps in the background when this replica has not done so for the tenant lately. */
  void sweepNowAndThen(UUID tenant) {
    Instant now = db.clock().now();
    Instant last = swept.get(tenant);
    if (last != null && now.isBefore(last.plus(EVERY))) {
      return;
    }
    if (swept.size() > MOST_TENANTS) {
      swept.clear();
    }
    swept.put(tenant, now);
    sweep(tenant, now, kept(tenant))
        .subscribe()
        .with(
            deleted -> LOG.debugf("tenant=%s forgot %d deliveries", tenant, deleted),
            failure ->
                LOG.warnf(
                    "tenant=%s sweeping old deliveries failed: %s", tenant, failure.getMessage()));
  }

  /** As long as the installation keeps it until the tenant's own wish is known. */
  Duration kept(UUID tenant) {
    return Keeping.DELIVERIES.of(settings.of(tenant).getRetention(), config.retention());
  }

  /** Deletes up to a piece of what ended that long ago; answers how many deliveries. */
  Uni<Integer> sweep(UUID tenant, Instant now, Duration kept) {
    OffsetDateTime before = DeliveryStore.at(now.minus(kept));
    return db.inTenant(
        tenant,
        tx -> {
          Uni<Integer> deleted = Uni.createFrom().item(0);
          for (ExpiringRows rows : RetainedDeliveries.TABLES) {
            deleted =
                deleted.chain(
                    () ->
                        tx.preparedQuery(rows.delete("notification"))
                            .execute(Tuple.of(tenant, before, PIECE))
                            .map(SqlResult::rowCount));
          }
          return deleted;
        });
  }
}
