package dev.tocsin.alerting.payload;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Payloads in the database, as many of each integration as are kept. */
@Singleton
class PayloadStore {

  private static final String WRITE =
      """
      INSERT INTO integration_payload
        (tenant_id, id, integration_id, received_at, source, accepted, status, reason, size, body, alert_ids)
      SELECT $1, p.id, p.integration_id, p.received_at, p.source, p.status < 300, p.status, p.reason, p.size, p.body, p.alerts::uuid[]
      FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::int[], $7::text[], $8::int[], $9::bytea[], $10::text[])
        AS p (id, integration_id, received_at, source, status, reason, size, body, alerts)
      WHERE EXISTS (SELECT FROM integration i WHERE i.tenant_id = $1 AND i.id = p.integration_id)
      """;

  /** The row at the bound and everything before it goes. */
  private static final String TRIM =
      """
      DELETE FROM integration_payload p USING unnest($2::uuid[]) AS o (integration_id), (VALUES (true, $3::int), (false, $4::int))
        AS k (accepted, keep)
      WHERE p.tenant_id = $1 AND p.integration_id = o.integration_id AND p.accepted = k.accepted AND p.id <= (
        SELECT b.id FROM integration_payload b
        WHERE b.tenant_id = $1 AND b.integration_id = o.integration_id AND b.accepted = k.accepted
        ORDER BY b.id DESC OFFSET k.keep LIMIT 1)
      """;

  private static final String COLUMNS =
      "id, integration_id, received_at, source, status, reason, size, octet_length(body) = size,"
          + " alert_ids";

  private final Database database;

  PayloadStore(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  Uni<Void> write(UUID tenant, List<Noted> noted, int keepAccepted, int keepRefused) {
    UUID[] integrations = noted.stream().map(Noted::integration).distinct().toArray(UUID[]::new);
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(WRITE)
                .execute(columns(tenant, noted))
                .chain(
                    written ->
                        tx.preparedQuery(TRIM)
                            .execute(
                                Tuple.of(tenant)
                                    .addArrayOfUUID(integrations)
                                    .addInteger(keepAccepted)
                                    .addInteger(keepRefused)))
                .replaceWithVoid());
  }

  /** The latest first. */
  Uni<List<Received>> list(
      UUID tenant,
      UUID integration,
      boolean refusedOnly,
      Optional<UUID> alert,
      UUID before,
      int most) {
    return database.inTenant(
        tenant,
        tx ->
            known(tx, tenant, integration)
                .chain(
                    found ->
                        tx.preparedQuery(
                                "SELECT "
                                    + COLUMNS
                                    + ", ''::bytea FROM integration_payload WHERE tenant_id = $1"
                                    + " AND integration_id = $2 AND id < $3 AND (NOT $4::boolean OR"
                                    + " NOT accepted) AND ($6::uuid IS NULL OR $6 = ANY(alert_ids))"
                                    + " ORDER BY id DESC LIMIT $5")
                            .execute(
                                Tuple.of(tenant, integration, before, refusedOnly, most)
                                    .addUUID(alert.orElse(null))))
                .map(
                    rows -> {
                      List<Received> list = new ArrayList<>();
                      rows.forEach(row -> list.add(read(row)));
                      return list;
                    }));
  }

  Uni<Received> get(UUID tenant, UUID integration, UUID id) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT "
                        + COLUMNS
                        + ", body FROM integration_payload WHERE tenant_id = $1 AND integration_id"
                        + " = $2 AND id = $3")
                .execute(Tuple.of(tenant, integration, id))
                .map(
                    rows -> {
                      if (!rows.iterator().hasNext()) {
                        throw new NotFound("payload", id);
                      }
                      return read(rows.iterator().next());
                    }));
  }

  private static Uni<Void> known(SqlConnection tx, UUID tenant, UUID integration) {
    return tx.preparedQuery("SELECT id FROM integration WHERE tenant_id = $1 AND id = $2")
        .execute(Tuple.of(tenant, integration))
        .invoke(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw new NotFound("integration", integration);
              }
            })
        .replaceWithVoid();
  }

  private static Tuple columns(UUID tenant, List<Noted> noted) {
    return Tuple.of(tenant)
        .addArrayOfUUID(noted.stream().map(Noted::id).toArray(UUID[]::new))
        .addArrayOfUUID(noted.stream().map(Noted::integration).toArray(UUID[]::new))
        .addArrayOfOffsetDateTime(
            noted.stream()
                .map(one -> one.at().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .addArrayOfString(noted.stream().map(Noted::source).toArray(String[]::new))
        .addArrayOfInteger(noted.stream().map(Noted::status).toArray(Integer[]::new))
        .addArrayOfString(noted.stream().map(Noted::reason).toArray(String[]::new))
        .addArrayOfInteger(noted.stream().map(Noted::size).toArray(Integer[]::new))
        .addValue(noted.stream().map(one -> Buffer.buffer(one.body())).toArray(Buffer[]::new))
        .addArrayOfString(
            noted.stream().map(one -> arrayText(one.alerts())).toArray(String[]::new));
  }

  /** Arrays of arrays are taken apart whole: each goes as text. */
  private static String arrayText(List<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static Received read(Row row) {
    return new Received(
        row.getUUID(0),
        row.getUUID(1),
        row.getOffsetDateTime(2).toInstant(),
        row.getString(3),
        row.getInteger(4),
        row.getString(5),
        row.getInteger(6),
        row.getBoolean(7),
        row.getBuffer(9).getBytes(),
        List.of(row.getArrayOfUUIDs(8)));
  }
}
