package dev.tocsin.ticketing.ticket;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Tickets between rows and records. */
final class TicketRows {
  static final String COLUMNS =
      "id, provider_id, group_id, external_id, external_ref, url, title, context, applied, desired,"
          + " wished_at, provider_status, written_status, undone_status, linked, gone, remark,"
          + " synced_at, state, last_error, attempts, due_at, created_at, updated_at";

  static final String SELECT = "SELECT " + COLUMNS + " FROM ticketing.ticket";

  private TicketRows() {}

  static Optional<StoredTicket> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  static List<StoredTicket> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(TicketRows::read).toList();
  }

  static StoredTicket read(Row row) {
    OffsetDateTime wished = row.getOffsetDateTime("wished_at");
    OffsetDateTime synced = row.getOffsetDateTime("synced_at");
    return new StoredTicket(
        row.getUUID("id"),
        row.getUUID("provider_id"),
        row.getUUID("group_id"),
        row.getString("title"),
        row.getJsonObject("context").encode(),
        Progress.of(row.getString("applied")),
        Progress.of(row.getString("desired")),
        wished == null ? null : wished.toInstant(),
        new StoredTicket.There(
            row.getString("external_id"),
            row.getString("external_ref"),
            row.getString("url"),
            row.getString("provider_status"),
            row.getString("written_status"),
            row.getString("undone_status"),
            row.getBoolean("linked"),
            row.getBoolean("gone"),
            row.getString("remark"),
            synced == null ? null : synced.toInstant()),
        new StoredTicket.Work(
            row.getString("state"),
            row.getString("last_error"),
            row.getInteger("attempts"),
            row.getOffsetDateTime("due_at").toInstant()),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
