package dev.tocsin.identity.rest;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rest rules of tenants; a tenant that has set none has the built-in ones. */
@Singleton
public class RestSettings {

  private final Database database;
  private final AuditLog audit;

  RestSettings(@ServiceDatabase("identity") Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /** As they are now. */
  public Uni<RestRules> of(UUID tenant) {
    return database.inTenant(tenant, RestSettings::read);
  }

  /**
   * As they are now.
   *
   * @param tx bound to the tenant
   */
  public static Uni<RestRules> read(SqlConnection tx) {
    return tx.preparedQuery("select * from identity.rest_rules")
        .execute()
        .map(
            rows ->
                rows.size() == 0 ? RestRules.BUILT_IN : RestSettings.of(rows.iterator().next()));
  }

  /** Replaces them, and answers with them as stored. */
  public Uni<RestRules> update(Caller caller, RestRules rules) {
    UUID tenant = caller.tenantId();
    var now = database.clock().now();
    return database
        .inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        """
                        insert into identity.rest_rules (tenant_id, min_rest_hours,
                          night_budget_hours, night_start, night_end, divert, divert_critical,
                          update_time)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        on conflict (tenant_id) do update set
                          min_rest_hours = excluded.min_rest_hours,
                          night_budget_hours = excluded.night_budget_hours,
                          night_start = excluded.night_start, night_end = excluded.night_end,
                          divert = excluded.divert, divert_critical = excluded.divert_critical,
                          update_time = excluded.update_time
                        """)
                    .execute(
                        Tuple.from(
                            new Object[] {
                              tenant,
                              (int) rules.minRest().toHours(),
                              (int) rules.nightBudget().toHours(),
                              rules.nightStart().toString(),
                              rules.nightEnd().toString(),
                              rules.divert(),
                              rules.divertCritical(),
                              now.atOffset(ZoneOffset.UTC)
                            }))
                    .chain(
                        () ->
                            audit.record(
                                tx,
                                caller,
                                tenant,
                                "rest_rules.update",
                                "rest-rules",
                                Map.of(
                                    "min_rest_hours", rules.minRest().toHours(),
                                    "night_budget_hours", rules.nightBudget().toHours(),
                                    "night_start", rules.nightStart().toString(),
                                    "night_end", rules.nightEnd().toString(),
                                    "divert", rules.divert(),
                                    "divert_critical", rules.divertCritical()))))
        .chain(() -> of(tenant));
  }

  private static RestRules of(Row row) {
    return new RestRules(
        Duration.ofHours(row.getInteger("min_rest_hours")),
        Duration.ofHours(row.getInteger("night_budget_hours")),
        LocalTime.parse(row.getString("night_start")),
        LocalTime.parse(row.getString("night_end")),
        row.getBoolean("divert"),
        row.getBoolean("divert_critical"),
        Optional.of(row.getOffsetDateTime("update_time").toInstant()));
  }
}
