package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.timeline.Actor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Notes as rows; in the caller's transaction. */
final class NoteRows {

  private NoteRows() {}

  static Uni<Void> add(SqlConnection tx, UUID tenant, Note note) {
    return tx.preparedQuery(
            "INSERT INTO alerting.handoff_note (tenant_id, id, schedule_id, text, author_kind,"
                + " author_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(note.id())
                .addUUID(note.schedule())
                .addString(note.text())
                .addString(note.author().kind())
                .addString(note.author().id())
                .addOffsetDateTime(HandoffRows.utc(note.at())))
        .replaceWithVoid();
  }

  /** Newest first. */
  static Uni<List<Note>> list(
      SqlConnection tx, UUID tenant, UUID schedule, Optional<UUID> after, int most) {
    return tx.preparedQuery(
            "SELECT id, schedule_id, text, author_kind, author_id, created_at FROM"
                + " alerting.handoff_note WHERE tenant_id = $1 AND schedule_id = $2 AND ($3::uuid"
                + " IS NULL OR id < $3) ORDER BY id DESC LIMIT $4")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(schedule)
                .addUUID(after.orElse(null))
                .addInteger(most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(NoteRows::note).toList());
  }

  /** The newest. */
  static Uni<Optional<Note>> last(SqlConnection tx, UUID tenant, UUID schedule) {
    return list(tx, tenant, schedule, Optional.empty(), 1).map(notes -> notes.stream().findFirst());
  }

  private static Note note(Row row) {
    return new Note(
        row.getUUID("id"),
        row.getUUID("schedule_id"),
        row.getString("text"),
        new Actor(row.getString("author_kind"), row.getString("author_id")),
        row.getOffsetDateTime("created_at").toInstant());
  }
}
