package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.SqlViolations;
import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.limit.Rate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Integrations in the database; every change is audited in its transaction. */
@Singleton
class IntegrationStore {

  private static final String COLUMNS =
      " id, name, source, disabled, masked_key, mapping, rate_per_second, rate_burst, created_at,"
          + " updated_at";

  private static final String KEY_INDEX = "integration_key";

  private final Database database;
  private final AuditTrail audit;

  /** What is to be changed; null leaves as it is. */
  record Changes(
      @Nullable String name,
      @Nullable Boolean disabled,
      @Nullable MappingText mapping,
      @Nullable Optional<Rate> rate) {}

  IntegrationStore(@ServiceDatabase("alerting") Database database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  Uni<IntegrationRow> create(Caller caller, IntegrationRow asked, String key) {
    Instant now = asked.createdAt();
    return database
        .inTenant(
            caller.tenantId(),
            tx ->
                tx.preparedQuery(
                        "INSERT INTO integration (tenant_id, id, name, source, disabled, key_hash,"
                            + " masked_key, mapping, rate_per_second, rate_burst, created_at,"
                            + " updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
                            + " $11) RETURNING"
                            + COLUMNS)
                    .execute(
                        Tuple.of(caller.tenantId(), asked.id(), asked.name(), asked.source())
                            .addBoolean(asked.disabled())
                            .addValue(hash(key))
                            .addString(masked(key))
                            .addString(Mappings.stored(asked.mapping()))
                            .addDouble(asked.rate().map(Rate::perSecond).orElse(null))
                            .addInteger(asked.rate().map(Rate::burst).orElse(null))
                            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                    .map(rows -> read(rows.iterator().next()))
                    .call(made -> record(tx, caller, "create", made)))
        .onFailure(SqlViolations.taken("integration_tenant_id_name_key"))
        .transform(failure -> nameTaken(asked.name()));
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

  /** Changes what is given; null leaves as it is, as an empty optional within does not. */
  Uni<IntegrationRow> update(Caller caller, UUID id, Changes changes, Instant now) {
    UUID tenant = caller.tenantId();
    @Nullable MappingText mapping = changes.mapping();
    @Nullable Optional<Rate> rate = changes.rate();
    return database
        .inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        "UPDATE integration SET name = coalesce($3, name), disabled = coalesce($4,"
                            + " disabled), mapping = CASE WHEN $6::boolean THEN $7::text ELSE"
                            + " mapping END, rate_per_second = CASE WHEN $8::boolean THEN"
                            + " $9::double precision ELSE rate_per_second END, rate_burst = CASE"
                            + " WHEN $8::boolean THEN $10::int ELSE rate_burst END, updated_at = $5"
                            + " WHERE tenant_id = $1 AND id = $2 RETURNING"
                            + COLUMNS)
                    .execute(
                        Tuple.of(tenant, id, changes.name(), changes.disabled())
                            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                            .addBoolean(mapping != null)
                            .addString(mapping == null ? null : Mappings.stored(mapping))
                            .addBoolean(rate != null)
                            .addDouble(rate == null ? null : rate.map(Rate::perSecond).orElse(null))
                            .addInteger(rate == null ? null : rate.map(Rate::burst).orElse(null)))
                    .map(rows -> only(rows, id))
                    .call(made -> record(tx, caller, "update", made)))
        .onFailure(SqlViolations.taken("integration_tenant_id_name_key"))
        .transform(failure -> nameTaken(String.valueOf(changes.name())));
  }

  /** Replaces the key; nothing happens when it is the same. */
  Uni<IntegrationRow> rotateKey(Caller caller, UUID id, String key, Instant now) {
    UUID tenant = caller.tenantId();
    return database
        .inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        "UPDATE integration SET key_hash = $3, masked_key = $4, updated_at = $5"
                            + " WHERE tenant_id = $1 AND id = $2 AND key_hash <> $3 RETURNING"
                            + COLUMNS)
                    .execute(
                        Tuple.of(tenant, id)
                            .addValue(hash(key))
                            .addString(masked(key))
                            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                    .chain(
                        rows ->
                            rows.iterator().hasNext()
                                ? Uni.createFrom()
                                    .item(only(rows, id))
                                    .call(made -> record(tx, caller, "rotate_key", made))
                                : find(tx, tenant, id)))
        .onFailure(SqlViolations.taken(KEY_INDEX))
        .transform(failure -> keyTaken());
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
                .call(
                    gone ->
                        tx.preparedQuery(
                                "DELETE FROM integration_payload WHERE tenant_id = $1 AND"
                                    + " integration_id = $2")
                            .execute(Tuple.of(tenant, id)))
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
        Map.of(
            "name",
            row.name(),
            "source",
            row.source(),
            "disabled",
            row.disabled(),
            "mapped",
            !row.mapping().isEmpty()));
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
        Mappings.read(row.getString("mapping")),
        IntegrationRows.rate(row),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  private static Conflict nameTaken(String name) {
    return new Conflict("an integration is called '" + name + "' already; choose another name");
  }

  private static Conflict keyTaken() {
    return new Conflict("another integration has this key already; choose another key");
  }

  private static Buffer hash(String key) {
    return Buffer.buffer(KeyHash.of(key).bytes());
  }

  private static String masked(String key) {
    return key.substring(0, IntegrationKeys.PREFIX.length() + 4) + "…";
  }
}
