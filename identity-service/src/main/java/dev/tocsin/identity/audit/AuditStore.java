package dev.tocsin.identity.audit;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Entries of the audit log in the database. */
@Singleton
class AuditStore {

  static final String INSERT =
      """
      insert into identity.audit_event
        (tenant_id, id, time, actor, action, resource, detail, request_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (tenant_id, id) do nothing
      """;

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

  /** Entries that pass the filter, newest first. */
  Uni<List<AuditEntry>> list(UUID tenant, AuditFilter filter, int most) {
    Tuple parameters = Tuple.of(most);
    String sql =
        """
        select id, time, actor, action, resource, detail, request_id
        from identity.audit_event where true%s
        order by time desc, id desc limit $1
        """
            .formatted(conditions(filter, parameters));
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

  /** Adds a condition and its parameters for each thing that is asked for. */
  private static String conditions(AuditFilter filter, Tuple parameters) {
    StringBuilder sql = new StringBuilder();
    if (!filter.actor().isEmpty()) {
      sql.append(" and actor = ").append(next(parameters.addString(filter.actor())));
    }
    if (!filter.action().isEmpty()) {
      String action = next(parameters.addString(filter.action()));
      sql.append(" and (action = %1$s or starts_with(action, %1$s || '.'))".formatted(action));
    }
    if (!filter.resource().isEmpty()) {
      String resource = next(parameters.addString(filter.resource()));
      sql.append(
          " and (resource = %1$s or starts_with(resource, %1$s || '/'))".formatted(resource));
    }
    filter.from().ifPresent(from -> sql.append(" and time >= ").append(time(parameters, from)));
    filter.to().ifPresent(to -> sql.append(" and time < ").append(time(parameters, to)));
    filter
        .after()
        .ifPresent(
            place -> {
              String time = time(parameters, place.time());
              String id = next(parameters.addUUID(place.id()));
              sql.append(" and (time, id) < (%s, %s)".formatted(time, id));
            });
    return sql.toString();
  }

  private static String time(Tuple parameters, Instant time) {
    return next(parameters.addOffsetDateTime(time.atOffset(ZoneOffset.UTC)));
  }

  /** The name of the parameter that was added last. */
  private static String next(Tuple parameters) {
    return "$" + parameters.size();
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
