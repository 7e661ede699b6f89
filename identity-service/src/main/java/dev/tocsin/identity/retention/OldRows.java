package dev.tocsin.identity.retention;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.retention.ExpiringRows;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Forgets old rows of a tenant as it adds new ones, a bounded piece at a time and in the
 * background; {@code tocsin retention} does it for those that add none.
 */
@Singleton
public class OldRows {

  private static final Logger LOG = Logger.getLogger(OldRows.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int PIECE = 2_000;
  private static final int MOST_TENANTS = 10_000;

  private final Database database;
  private final OnCallRetentionConfig config;
  private final Map<UUID, Instant> swept = new ConcurrentHashMap<>();

  OldRows(@ServiceDatabase("identity") Database database, OnCallRetentionConfig config) {
    this.database = database;
    this.config = config;
  }

  /** Refuses to start when something is to be kept for no time at all, as the command does. */
  void start(@Observes StartupEvent started) {
    mustBeSome("tocsin.oncall.retention.notices", config.notices());
    mustBeSome("tocsin.oncall.retention.swaps", config.swaps());
    mustBeSome("tocsin.oncall.retention.calendar-shifts", config.calendarShifts());
  }

  /**
   * A time for which rows are kept.
   *
   * @throws IllegalStateException naming the setting, when it is none
   */
  static void mustBeSome(String setting, Duration kept) {
    if (!kept.isPositive()) {
      throw new IllegalStateException(
          "%s is %s: set it to more than nothing, such as P90D".formatted(setting, kept));
    }
  }

  /** Sweeps in the background when this replica has not done so for the tenant lately. */
  public void sweepNowAndThen(UUID tenant) {
    Instant now = database.clock().now();
    Instant last = swept.get(tenant);
    if (last != null && now.isBefore(last.plus(EVERY))) {
      return;
    }
    if (swept.size() > MOST_TENANTS) {
      swept.clear();
    }
    swept.put(tenant, now);
    sweep(tenant, now)
        .subscribe()
        .with(
            deleted -> LOG.debugf("event=old_rows_forgotten tenant=%s rows=%d", tenant, deleted),
            failure -> LOG.warnf(failure, "event=old_rows_not_forgotten tenant=%s", tenant));
  }

  /** Deletes up to a piece of what is old in each table; answers how many rows. */
  Uni<Integer> sweep(UUID tenant, Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            delete(tx, tenant, RetainedOnCall.NOTICES, now.minus(config.notices()))
                .flatMap(
                    notices ->
                        delete(tx, tenant, RetainedOnCall.SWAPS, now.minus(config.swaps()))
                            .map(swaps -> notices + swaps))
                .flatMap(
                    sofar ->
                        delete(
                                tx,
                                tenant,
                                RetainedOnCall.CALENDAR_SHIFTS,
                                now.minus(config.calendarShifts()))
                            .map(shifts -> sofar + shifts)));
  }

  private static Uni<Integer> delete(
      SqlConnection tx, UUID tenant, ExpiringRows rows, Instant before) {
    return tx.preparedQuery(rows.delete("identity"))
        .execute(Tuple.of(tenant, before.atOffset(ZoneOffset.UTC), PIECE))
        .map(deleted -> deleted.rowCount());
  }
}
