package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.SqlViolations;
import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Integrations in the database; every change is audited in its transaction. */
@ApplicationScoped
class IntegrationStore {

  private static final String COLUMNS =
      " id, name, source, disabled, masked_key, created_at, updated_at";

  private final Database database;
  private final AuditTrail audit;

  IntegrationStore(@ServiceDatabase("alerting") Database database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  Uni<IntegrationRow> create(
      Caller caller, String name, String source, boolean disabled, String key, Instant now) {
    UUID id = Ids.next(now);
    return database
        .inTenant(
            caller.tenantId(),
            tx ->
                tx.preparedQuery(
                        "INSERT INTO integration (tenant_id, id, name, source, disabled, key_hash,"
                            + " masked_key, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6,"
                            + " $7, $8, $8) RETURNING"
                            + COLUMNS)
                    .execute(
                        Tuple.of(caller.tenantId(), id, name, source, disabled)
                            .addValue(hash(key))
                            .addString(masked(key))
                            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                    .map(rows -> read(rows.iterator().next()))
                    .call(made -> record(tx, caller, "create", made)))
        .onFailure(SqlViolations.taken("integration_tenant_id_name_key"))
        .transform(failure -> nameTaken(name));
  }

  Uni<IntegrationRow> get(UUID tenant, UUID id) {
    return database.inTenant(tenant, tx -> find(tx, tenant, id));
  }

  Uni<List<IntegrationRow>> list(UUID tenant, String afterName, int most) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT"
                        + COLUMNS
                        + " FROM integration WHERE tenant_id = $1 AND name > $2 ORDER BY name LIMIT"
                        + " $3")
                .execute(Tuple.of(tenant, afterName, most))
                .map(
                    rows -> {
                      List<IntegrationRow> list = new ArrayList<>();
                      rows.forEach(row -> list.add(read(row)));
                      return list;
                    }));
  }

  /** Changes what is given; null leaves as it is. */
  Uni<IntegrationRow> update(
      Caller caller, UUID id, @Nullable String name, @Nullable Boolean disabled, Instant now) {
    UUID tenant = caller.tenantId();
    return database
        .inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        "UPDATE integration SET name = coalesce($3, name), disabled = coalesce($4,"
                            + " disabled), updated_at = $5 WHERE tenant_id = $1 AND id = $2"
                            + " RETURNING"
                            + COLUMNS)
                    .execute(Tuple.of(tenant, id, name, disabled, now.atOffset(ZoneOffset.UTC)))
                    .map(rows -> only(rows, id))
                    .call(made -> record(tx, caller, "update", made)))
        .onFailure(SqlViolations.taken("integration_tenant_id_name_key"))
        .transform(failure -> nameTaken(String.valueOf(name)));
  }

  Uni<IntegrationRow> rotateKey(Caller caller, UUID id, String key, Instant now) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "UPDATE integration SET key_hash = $3, masked_key = $4, updated_at = $5"
                        + " WHERE tenant_id = $1 AND id = $2 RETURNING"
                        + COLUMNS)
                .execute(
                    Tuple.of(tenant, id)
                        .addValue(hash(key))
                        .addString(masked(key))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> only(rows, id))
                .call(made -> record(tx, caller, "rotate_key", made)));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "DELETE FROM integration WHERE tenant_id = $1 AND id = $2 RETURNING" + COLUMNS)
                .execute(Tuple.of(tenant, id))
                .map(rows -> only(rows, id))
                .call(gone -> record(tx, caller, "delete", gone))
                .replaceWithVoid());
  }

  private static Uni<IntegrationRow> find(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(
            "SELECT" + COLUMNS + " FROM integration WHERE tenant_id = $1 AND id = $2")
        .execute(Tuple.of(tenant, id))
        .map(rows -> only(rows, id));
  }

  private Uni<Void> record(SqlConnection tx, Caller caller, String verb, IntegrationRow row) {
    return audit.record(
        tx,
        caller,
        "integration." + verb,
        "integration/" + row.id(),
        Map.of("name", row.name(), "source", row.source(), "disabled", row.disabled()));
  }

  private static IntegrationRow only(RowSet<Row> rows, UUID id) {
    if (!rows.iterator().hasNext()) {
      throw new NotFound("integration", id);
    }
    return read(rows.iterator().next());
  }

  private static IntegrationRow read(Row row) {
    return new IntegrationRow(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("source"),
        row.getBoolean("disabled"),
        row.getString("masked_key"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  private static Conflict nameTaken(String name) {
    return new Conflict("an integration is called '" + name + "' already; choose another name");
  }

  private static Buffer hash(String key) {
    return Buffer.buffer(KeyHash.of(key).bytes());
  }

  private static String masked(String key) {
    return key.substring(0, IntegrationKeys.PREFIX.length() + 4) + "…";
  }
}
