package dev.tocsin.alerting.silence;

import dev.tocsin.alerting.ConfigTable;
import dev.tocsin.alerting.SqlViolations;
import dev.tocsin.alerting.escalation.HeldSteps;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.muting.Silence;
import dev.tocsin.alerting.muting.SilenceRows;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.fault.Failpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Silences in the database. Each change is audited in its transaction, and the steps that the
 * silence holds are looked at again in it.
 */
@Singleton
class SilenceStore {

  private static final String WRITE =
      """
      INSERT INTO silence (tenant_id, id, matchers, starts_at, ends_at, comment, created_by_kind, created_by_id,
        expired_by_kind, expired_by_id, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      ON CONFLICT (tenant_id, id) DO UPDATE SET matchers = excluded.matchers, starts_at = excluded.starts_at,
        ends_at = excluded.ends_at, comment = excluded.comment, expired_by_kind = excluded.expired_by_kind,
        expired_by_id = excluded.expired_by_id, updated_at = excluded.updated_at
      """;

  private static final ConfigTable<Silence> TABLE =
      new ConfigTable<>("silence", "silence", SilenceRows.COLUMNS, SilenceRows::read);

  private static final int DEADLOCK_RETRIES = 3;
  private static final Logger LOG = Logger.getLogger(SilenceStore.class);

  private final Database database;
  private final AuditTrail audit;
  private final SilenceConfig limits;
  private final Wakes wakes;

  SilenceStore(
      @ServiceDatabase("alerting") Database database,
      AuditTrail audit,
      SilenceConfig limits,
      Wakes wakes) {
    this.database = database;
    this.audit = audit;
    this.limits = limits;
    this.wakes = wakes;
  }

  /** Stores a new silence. */
  Uni<Silence> create(Caller caller, Silence silence) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery("SELECT count(*) FROM silence WHERE tenant_id = $1 AND ends_at > $2")
                .execute(Tuple.of(tenant, utc(silence.createdAt())))
                .invoke(
                    rows -> {
                      if (rows.iterator().next().getLong(0) >= limits.perTenant()) {
                        throw new Exhausted(
                            "a tenant has at most "
                                + limits.perTenant()
                                + " silences that are not over; let some expire first",
                            Duration.ZERO);
                      }
                    })
                .chain(() -> write(tx, tenant, silence))
                .chain(() -> record(tx, caller, "create", silence))
                .replaceWith(silence));
  }

  Uni<Silence> get(UUID tenant, UUID id) {
    return database.inTenant(tenant, tx -> TABLE.find(tx, tenant, id));
  }

  /**
   * Silences, newest first.
   *
   * @param states all when empty
   * @param after the last one of the page before
   */
  Uni<List<Silence>> list(
      UUID tenant, Set<Silence.State> states, Optional<UUID> after, int most, Instant now) {
    String which =
        states.isEmpty()
            ? "true"
            : states.stream().map(SilenceStore::condition).collect(Collectors.joining(" OR "));
    return database.inTenant(
        tenant,
        tx ->
            TABLE.select(
                tx,
                "tenant_id = $1 AND ($2::uuid IS NULL OR id < $2) AND $3::timestamptz IS NOT NULL"
                    + " AND ("
                    + which
                    + ") ORDER BY id DESC LIMIT $4",
                Tuple.tuple()
                    .addUUID(tenant)
                    .addUUID(after.orElse(null))
                    .addOffsetDateTime(utc(now))
                    .addInteger(most)));
  }

  private static String condition(Silence.State state) {
    return switch (state) {
      case ACTIVE -> "ends_at > $3 AND starts_at <= $3";
      case PENDING -> "ends_at > $3 AND starts_at > $3";
      case EXPIRED -> "ends_at <= $3";
    };
  }

  /**
   * Changes a silence as it is now, locked until the change is committed, and lets the steps go
   * that it holds: those that it still holds then are held anew.
   *
   * @param change gives the same silence back when there is nothing to change
   */
  Uni<Silence> update(
      Caller caller, String verb, UUID id, UnaryOperator<Silence> change, Instant now) {
    UUID tenant = caller.tenantId();
    return database
        .inTenant(
            tenant,
            tx ->
                TABLE
                    .find(tx, tenant, id, " FOR UPDATE")
                    .chain(
                        before -> {
                          Silence after = change.apply(before);
                          return after.equals(before)
                              ? Uni.createFrom().item(new Changed(before, Optional.empty()))
                              : changed(tx, caller, verb, after, now);
                        }))
        .onFailure(SqlViolations.deadlock())
        .retry()
        .atMost(DEADLOCK_RETRIES)
        .invoke(
            () -> {
              Failpoint.hit("silence.after_commit");
              wakes.stepsAt(now);
            })
        .call(changed -> releaseRest(tenant, id, changed.releasedTo(), now))
        .map(Changed::silence);
  }

  /**
   * A silence as it is now.
   *
   * @param releasedTo the last step that was let go, when there may be more
   */
  private record Changed(Silence silence, Optional<UUID> releasedTo) {}

  private Uni<Changed> changed(
      SqlConnection tx, Caller caller, String verb, Silence after, Instant now) {
    UUID tenant = caller.tenantId();
    return write(tx, tenant, after)
        .chain(() -> HeldSteps.release(tx, tenant, after.id(), HeldSteps.FIRST, now))
        .call(() -> record(tx, caller, verb, after))
        .invoke(() -> Failpoint.hit("silence.before_commit"))
        .map(more -> new Changed(after, more));
  }

  /** Batch by batch. What fails is looked at within a minute all the same. */
  private Uni<Void> releaseRest(UUID tenant, UUID silence, Optional<UUID> after, Instant now) {
    if (after.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return database
        .inTenant(tenant, tx -> HeldSteps.release(tx, tenant, silence, after.get(), now))
        .onFailure(SqlViolations.deadlock())
        .retry()
        .atMost(DEADLOCK_RETRIES)
        .invoke(() -> wakes.stepsAt(now))
        .chain(last -> releaseRest(tenant, silence, last, now))
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.warnf(failure, "event=silence_release_unfinished silence=%s", silence);
              return Uni.createFrom().voidItem();
            });
  }

  private static Uni<Void> write(SqlConnection tx, UUID tenant, Silence silence) {
    return tx.preparedQuery(WRITE)
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(silence.id())
                .addJsonArray(SilenceRows.stored(silence.matchers()))
                .addOffsetDateTime(utc(silence.startsAt()))
                .addOffsetDateTime(utc(silence.endsAt()))
                .addString(silence.comment())
                .addString(silence.createdBy().kind())
                .addString(silence.createdBy().id())
                .addString(silence.expiredBy().map(Actor::kind).orElse(null))
                .addString(silence.expiredBy().map(Actor::id).orElse(null))
                .addOffsetDateTime(utc(silence.createdAt()))
                .addOffsetDateTime(utc(silence.updatedAt())))
        .replaceWithVoid();
  }

  private Uni<Void> record(SqlConnection tx, Caller caller, String verb, Silence silence) {
    return audit.record(
        tx,
        caller,
        "silence." + verb,
        "silence/" + silence.id(),
        Map.of(
            "matchers",
            SilenceRows.stored(silence.matchers()).encode(),
            "start_time",
            silence.startsAt().toString(),
            "end_time",
            silence.endsAt().toString(),
            "comment",
            silence.comment()));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
