package dev.tocsin.alerting.timeline;

import dev.tocsin.platform.feed.Position;
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

  private static final String AFTER =
      """
      WITH h AS MATERIALIZED (SELECT %s AS certain)
      SELECT h.certain, x.* FROM h LEFT JOIN (
        (SELECT e.xid, e.id, e.at, e.group_id, e.alert_id, e.actor_kind, e.actor_id, e.code, e.summary, e.facts,
           NULL::timestamptz AS created_at, NULL::uuid AS integration_id, NULL::text AS title, NULL::json AS decisions
         FROM alerting.timeline_event e
         WHERE e.tenant_id = $1 AND (e.xid, e.id) > ($2, $3) AND e.xid < (SELECT certain FROM h)
         ORDER BY e.xid, e.id LIMIT $4)
        UNION ALL
        (SELECT a.xid, a.id, NULL, a.group_id, NULL, NULL, NULL, NULL, NULL, NULL,
           a.created_at, a.integration_id, a.title, a.decisions
         FROM alerting.alert a
         WHERE a.tenant_id = $1 AND a.xid >= $2 AND (a.xid, a.id) > ($2, $3) AND a.xid < (SELECT certain FROM h)
         ORDER BY a.xid, a.id LIMIT $4)) x ON true
      ORDER BY x.xid, x.id LIMIT $4\
      """
          .formatted(Position.CERTAIN);

  /** The first entry of an alert has its id, the others those that follow. */
  private static final String WHERE =
      """
      SELECT e.xid, e.id FROM alerting.timeline_event e WHERE e.tenant_id = $1 AND e.id = $2
      UNION ALL
      (SELECT a.xid, a.id FROM alerting.alert a WHERE a.tenant_id = $1 AND a.id BETWEEN $3 AND $2
       ORDER BY a.id DESC LIMIT 1)
      LIMIT 1\
      """;

  private static final int MOST_DECISIONS = 1000;

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
   * What there is after a position.
   *
   * @param reached where the reader is after it
   */
  record Page(List<Entry> entries, Position reached) {}

  /** The position after everything that is certain by now. */
  static Uni<Position> now(SqlConnection tx) {
    return tx.query("SELECT " + Position.CERTAIN)
        .execute()
        .map(rows -> Position.before(rows.iterator().next().getLong(0)));
  }

  /** Where an entry stands; empty when there is none of this id. */
  static Uni<Optional<Position>> where(SqlConnection tx, UUID tenant, UUID entry) {
    UUID first =
        new UUID(entry.getMostSignificantBits(), entry.getLeastSignificantBits() - MOST_DECISIONS);
    return tx.preparedQuery(WHERE)
        .execute(Tuple.of(tenant, entry, first))
        .map(
            rows ->
                rows(rows).findFirst().map(row -> new Position(row.getLong(0), row.getUUID(1))));
  }

  /**
   * What happened in the tenant after a position, in the order of certainty; of an alert's
   * decisions only that it was received.
   */
  static Uni<Page> after(SqlConnection tx, UUID tenant, Position position, int limit) {
    return tx.preparedQuery(AFTER)
        .execute(Tuple.of(tenant, position.xid(), position.id(), limit))
        .map(rows -> page(rows, position, limit));
  }

  private static Page page(RowSet<Row> rows, Position from, int limit) {
    List<Entry> entries = new ArrayList<>();
    Position reached = from;
    for (Row row : rows) {
      if (row.getUUID("id") != null) {
        reached = new Position(row.getLong("xid"), row.getUUID("id"));
        entries.add(row.getString("code") == null ? decisions(row).getFirst() : entry(row));
      }
    }
    if (entries.size() < limit) {
      Position end = Position.before(rows.iterator().next().getLong("certain"));
      reached = end.isAfter(reached) ? end : reached;
    }
    return new Page(entries, reached);
  }

  /** Is the id later? UUIDs are compared as PostgreSQL does: byte by byte, without sign. */
  private static boolean isAfter(UUID id, UUID other) {
    return ORDER.compare(id, other) > 0;
  }

  /** The order of ids: that of time. */
  private static final Comparator<UUID> ORDER =
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
    List<Reason> reasons = new ArrayList<>(Reason.listOf(row.getJsonArray("decisions")));
    Actor source =
        reasons.isEmpty()
            ? Actor.source(row.getUUID("integration_id"))
            : received(reasons.getFirst(), row.getUUID("integration_id"));
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

  /** A person, for an alert that was opened by hand. */
  private static Actor received(Reason reason, UUID integration) {
    return reason.facts().get("actor_kind") instanceof String kind
            && reason.facts().get("actor_id") instanceof String id
        ? new Actor(kind, id)
        : Actor.source(integration);
  }

  private static Stream<Entry> entries(RowSet<Row> rows) {
    return rows(rows).map(TimelineStore::entry);
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getUUID("id"),
        row.getOffsetDateTime("at").toInstant(),
        row.getUUID("group_id"),
        Optional.ofNullable(row.getUUID("alert_id")),
        new Actor(row.getString("actor_kind"), row.getString("actor_id")),
        new Reason(
            row.getString("code"), row.getString("summary"), row.getJsonObject("facts").getMap()));
  }

  private static Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
