package dev.tocsin.alerting.timeline;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads what happened. What ingest decided lies with the alert, not on the timeline, so that ingest
 * writes one row; here both are told as one list.
 */
public final class TimelineStore {

  private static final String COLUMNS =
      "id, at, group_id, alert_id, actor_kind, actor_id, code, summary, facts";

  private static final String OF_ALERT =
      "SELECT "
          + COLUMNS
          + " FROM alerting.timeline_event WHERE group_id = $1 AND (alert_id IS NULL OR alert_id ="
          + " $2) AND id > $3 ORDER BY id LIMIT $4";

  private static final String SINCE =
      "SELECT " + COLUMNS + " FROM alerting.timeline_event WHERE id > $1 ORDER BY id LIMIT $2";

  private static final String ALERTS_SINCE =
      """
      SELECT id, created_at, group_id, integration_id, title, decisions
      FROM alerting.alert WHERE id > $1 ORDER BY id LIMIT $2\
      """;

  private static final String ALERT =
      "SELECT id, created_at, group_id, integration_id, title, decisions FROM alerting.alert WHERE"
          + " id = $1";

  private TimelineStore() {}

  /**
   * What happened to an alert and its group, oldest first; empty when there is no such alert.
   *
   * @param after only entries after this one
   * @param limit at most this many
   */
  public static Uni<Optional<List<Entry>>> ofAlert(
      SqlConnection tx, UUID alert, UUID after, int limit) {
    return tx.preparedQuery(ALERT)
        .execute(Tuple.of(alert))
        .chain(
            found -> {
              if (!found.iterator().hasNext()) {
                return Uni.createFrom().item(Optional.empty());
              }
              Row row = found.iterator().next();
              Stream<Entry> decisions = decisions(row).stream().filter(e -> isAfter(e.id(), after));
              return tx.preparedQuery(OF_ALERT)
                  .execute(Tuple.of(row.getUUID("group_id"), alert, after, limit))
                  .map(rows -> Optional.of(inOrder(decisions, entries(rows), limit)));
            });
  }

  /**
   * What happened in the tenant after an entry, oldest first; of an alert's decisions only that it
   * was received.
   */
  public static Uni<List<Entry>> since(SqlConnection tx, UUID after, int limit) {
    return tx.preparedQuery(SINCE)
        .execute(Tuple.of(after, limit))
        .chain(
            events ->
                tx.preparedQuery(ALERTS_SINCE)
                    .execute(Tuple.of(after, limit))
                    .map(
                        alerts ->
                            inOrder(
                                rows(alerts).map(row -> decisions(row).getFirst()),
                                entries(events),
                                limit)));
  }

  /** Is the id later? UUIDs are compared as PostgreSQL does: byte by byte, without sign. */
  public static boolean isAfter(UUID id, UUID other) {
    return ORDER.compare(id, other) > 0;
  }

  /** The order of ids: that of time. */
  public static final Comparator<UUID> ORDER =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  private static List<Entry> inOrder(Stream<Entry> some, Stream<Entry> others, int limit) {
    return Stream.concat(some, others)
        .sorted(Comparator.comparing(Entry::id, ORDER))
        .limit(limit)
        .toList();
  }

  /**
   * That the alert was received, under the alert's own id, then each decision of ingest under the
   * ids that follow.
   */
  private static List<Entry> decisions(Row row) {
    UUID alert = row.getUUID("id");
    Actor source = Actor.source(row.getUUID("integration_id"));
    List<Reason> reasons = new ArrayList<>(Reason.listOf(row.getJsonArray("decisions")));
    if (reasons.isEmpty() || !reasons.getFirst().code().equals("received")) {
      reasons.addFirst(new Reason("received", "Received: " + row.getString("title"), Map.of()));
    }
    List<Entry> entries = new ArrayList<>();
    for (Reason reason : reasons) {
      entries.add(
          new Entry(
              new UUID(
                  alert.getMostSignificantBits(), alert.getLeastSignificantBits() + entries.size()),
              row.getOffsetDateTime("created_at").toInstant(),
              row.getUUID("group_id"),
              Optional.of(alert),
              entries.isEmpty() ? source : Actor.SYSTEM,
              reason));
    }
    return entries;
  }

  private static Stream<Entry> entries(RowSet<Row> rows) {
    return rows(rows)
        .map(
            row ->
                new Entry(
                    row.getUUID("id"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getUUID("group_id"),
                    Optional.ofNullable(row.getUUID("alert_id")),
                    new Actor(row.getString("actor_kind"), row.getString("actor_id")),
                    new Reason(
                        row.getString("code"),
                        row.getString("summary"),
                        row.getJsonObject("facts").getMap())));
  }

  private static Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
