package dev.tocsin.identity.audit;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Entries of the audit log in the database. */
@ApplicationScoped
class AuditStore {

  static final String INSERT =
      """
      insert into identity.audit_event
        (tenant_id, id, time, actor, action, resource, detail, request_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (tenant_id, id) do nothing
      """;

  /** Where a page goes on: after the entry with this time and id. */
  record Place(Instant time, UUID id) {}

  private final Database database;

  AuditStore(@ServiceDatabase("identity") Database database) {
    this.database = database;
  }

  /** Adds entries; those that are there already are left as they are. */
  Uni<Void> add(UUID tenant, List<AuditEntry> entries) {
    List<Tuple> rows = new ArrayList<>();
    for (AuditEntry entry : entries) {
      rows.add(
          Tuple.from(
              new Object[] {
                tenant,
                entry.id(),
                entry.time().atOffset(ZoneOffset.UTC),
                entry.actor(),
                entry.action(),
                entry.resource(),
                entry.detail(),
                entry.requestId()
              }));
    }
    return database.inTenant(
        tenant, tx -> tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid());
  }

  /** Entries, newest first. */
  Uni<List<AuditEntry>> list(UUID tenant, Optional<Place> after, int most) {
    String where = after.isPresent() ? "where (time, id) < ($2, $3)" : "";
    Tuple parameters = Tuple.of(most);
    after.ifPresent(
        place ->
            parameters
                .addOffsetDateTime(place.time().atOffset(ZoneOffset.UTC))
                .addUUID(place.id()));
    String sql =
        """
        select id, time, actor, action, resource, detail, request_id
        from identity.audit_event %s
        order by time desc, id desc limit $1
        """
            .formatted(where);
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(sql)
                .execute(parameters)
                .map(
                    rows -> {
                      List<AuditEntry> entries = new ArrayList<>();
                      rows.forEach(row -> entries.add(entry(row)));
                      return entries;
                    }));
  }

  private static AuditEntry entry(Row row) {
    return new AuditEntry(
        row.getUUID("id"),
        row.getOffsetDateTime("time").toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("resource"),
        (JsonObject) row.getValue("detail"),
        row.getString("request_id"));
  }
}
