package dev.tocsin.identity.settings;

import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.TenantConfig;
import dev.tocsin.proto.identity.v1.TenantLimits;
import dev.tocsin.proto.identity.v1.TenantRetention;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Settings in the database. Each method works in a transaction bound to the tenant. */
@Singleton
class SettingsStore {

  /** Keeps others from changing the settings until the transaction ends. */
  Uni<Void> lock(SqlConnection tx, UUID tenant) {
    return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .execute(Tuple.of("tenant config " + tenant))
        .replaceWithVoid();
  }

  /** Empty settings when none were made. */
  Uni<TenantConfig> get(SqlConnection tx) {
    return tx.query("select * from identity.tenant_config")
        .execute()
        .map(
            rows ->
                rows.size() == 0
                    ? TenantConfig.getDefaultInstance()
                    : config(rows.iterator().next()));
  }

  Uni<Void> put(SqlConnection tx, UUID tenant, TenantConfig config, Instant now) {
    TenantLimits limits = config.getLimits();
    return tx.preparedQuery(
            """
            insert into identity.tenant_config (tenant_id, time_zone, locale, calls_per_second,
              calls_burst, method_calls_per_second, method_calls_burst, update_time,
              delivery_days, ticket_note_days, alert_days)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (tenant_id) do update set
              time_zone = excluded.time_zone, locale = excluded.locale,
              calls_per_second = excluded.calls_per_second, calls_burst = excluded.calls_burst,
              method_calls_per_second = excluded.method_calls_per_second,
              method_calls_burst = excluded.method_calls_burst, update_time = excluded.update_time,
              delivery_days = excluded.delivery_days,
              ticket_note_days = excluded.ticket_note_days, alert_days = excluded.alert_days
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  tenant,
                  config.getTimeZone(),
                  config.getLocale(),
                  limits.getCallsPerSecond(),
                  limits.getCallsBurst(),
                  limits.getMethodCallsPerSecond(),
                  limits.getMethodCallsBurst(),
                  now.atOffset(ZoneOffset.UTC),
                  config.getRetention().getDeliveryDays(),
                  config.getRetention().getTicketNoteDays(),
                  config.getRetention().getAlertDays()
                }))
        .replaceWithVoid();
  }

  private static TenantConfig config(Row row) {
    return TenantConfig.newBuilder()
        .setTimeZone(row.getString("time_zone"))
        .setLocale(row.getString("locale"))
        .setLimits(
            TenantLimits.newBuilder()
                .setCallsPerSecond(row.getDouble("calls_per_second"))
                .setCallsBurst(row.getInteger("calls_burst"))
                .setMethodCallsPerSecond(row.getDouble("method_calls_per_second"))
                .setMethodCallsBurst(row.getInteger("method_calls_burst")))
        .setRetention(
            TenantRetention.newBuilder()
                .setDeliveryDays(row.getInteger("delivery_days"))
                .setTicketNoteDays(row.getInteger("ticket_note_days"))
                .setAlertDays(row.getInteger("alert_days")))
        .setUpdateTime(ProtoTime.of(row.getOffsetDateTime("update_time").toInstant()))
        .build();
  }
}
