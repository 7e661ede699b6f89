package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.AlertRows.time;

import dev.tocsin.alerting.action.SourceResolve;
import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.ingest.Fold.Folded;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What the source says is over, as changes of rows. Groups are locked before alerts, as everywhere.
 */
@Singleton
class ResolveRows {

  private static final String OPEN =
      """
      SELECT a.fingerprint, a.id, a.group_id, a.last_started_at FROM alerting.alert a
      WHERE a.tenant_id = $1 AND a.fingerprint = ANY ($2::text[]) AND a.state <> 'resolved'
      """;

  private static final String LOCK_GROUPS =
      """
      SELECT g.id FROM alerting.alert_group g WHERE g.tenant_id = $1 AND g.id = ANY ($2::uuid[])
      ORDER BY g.id FOR UPDATE
      """;

  private static final String RESOLVE =
      """
      UPDATE alerting.alert a SET state = 'resolved', resolved_at = $2, resolved_by_kind = 'source', resolved_by_id = o.by
      FROM unnest($3::uuid[], $4::text[]) AS o (id, by)
      WHERE a.tenant_id = $1 AND a.id = o.id AND a.state || '' <> 'resolved'
      RETURNING a.fingerprint, a.id, a.group_id, a.occurrence_count
      """;

  private static final String TELL =
      """
      INSERT INTO alerting.timeline_event
        (tenant_id, id, at, group_id, alert_id, actor_kind, actor_id, code, summary, facts)
      SELECT $1, e.id, $2, e.group_id, e.alert_id, 'source', e.by, e.code, e.summary, e.facts::jsonb
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[])
        AS e (id, group_id, alert_id, by, code, summary, facts)
      """;

  private static final String END_GROUPS =
      """
      UPDATE alerting.alert_group g SET state = 'resolved', resolved_at = $2, resolved_by_kind = 'source',
        resolved_by_id = o.by
      FROM unnest($3::uuid[], $4::text[]) AS o (id, by)
      WHERE g.tenant_id = $1 AND g.id = o.id AND g.state || '' <> 'resolved' AND (
        SELECT true FROM alerting.alert a WHERE a.tenant_id = $1 AND a.group_id = g.id AND a.state <> 'resolved' LIMIT 1
      ) IS NULL
      RETURNING g.id, g.resolved_by_id
      """;

  private final SourceResolve ended;

  ResolveRows(SourceResolve ended) {
    this.ended = ended;
  }

  /** An open alert that a signal ends. */
  private record Ended(String fingerprint, UUID alert, UUID group, String by) {}

  /** What became of each fingerprint. */
  Uni<Map<String, Outcome>> store(SqlConnection tx, UUID tenant, List<Folded> over, Instant now) {
    Map<String, Folded> signals = HashMap.newHashMap(over.size());
    over.forEach(folded -> signals.put(folded.fingerprint(), folded));
    return tx.preparedQuery(OPEN)
        .execute(Tuple.of(tenant, signals.keySet().toArray(String[]::new)))
        .map(
            rows -> {
              List<Ended> ended = new ArrayList<>();
              for (Row row : rows) {
                Folded folded = Objects.requireNonNull(signals.get(row.getString(0)));
                if (concerns(folded.last().signal(), row.getOffsetDateTime(3).toInstant())) {
                  ended.add(
                      new Ended(
                          row.getString(0),
                          row.getUUID(1),
                          row.getUUID(2),
                          folded.last().integration().toString()));
                }
              }
              return ended;
            })
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(outcomes(signals, Map.of()))
                    : resolve(tx, tenant, found, now).map(resolved -> outcomes(signals, resolved)));
  }

  /**
   * Is it this firing that is over? Not when, by the source's own clock, it was over before this
   * firing began, and began at another time: then it is late news of an earlier one.
   */
  static boolean concerns(Signal over, Instant lastStarted) {
    boolean another =
        over.startedAt().isPresent()
            && !AlertRows.time(over.startedAt().get()).toInstant().equals(lastStarted);
    return !(another && over.endedAt().isPresent() && over.endedAt().get().isBefore(lastStarted));
  }

  private Uni<Map<String, Outcome>> resolve(
      SqlConnection tx, UUID tenant, List<Ended> found, Instant now) {
    Set<UUID> groups = new HashSet<>();
    Map<UUID, String> by = new HashMap<>();
    found.forEach(
        one -> {
          groups.add(one.group());
          by.put(one.group(), one.by());
        });
    return tx.preparedQuery(LOCK_GROUPS)
        .execute(Tuple.of(tenant, groups.toArray(UUID[]::new)))
        .chain(
            () ->
                tx.preparedQuery(RESOLVE)
                    .execute(
                        Tuple.of(
                            tenant,
                            time(now),
                            found.stream().map(Ended::alert).toArray(UUID[]::new),
                            found.stream().map(Ended::by).toArray(String[]::new))))
        .map(
            rows -> {
              Map<String, Outcome> outcomes = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                outcomes.put(
                    row.getString(0),
                    new Outcome(
                        Outcome.Kind.RESOLVED,
                        row.getUUID(1),
                        row.getUUID(2),
                        AlertState.RESOLVED,
                        row.getLong(3)));
              }
              return outcomes;
            })
        .call(outcomes -> tell(tx, tenant, List.copyOf(outcomes.values()), by, now))
        .call(outcomes -> endGroups(tx, tenant, by, now));
  }

  private static Uni<Void> tell(
      SqlConnection tx, UUID tenant, List<Outcome> resolved, Map<UUID, String> by, Instant now) {
    int n = resolved.size();
    UUID[] ids = new UUID[n];
    UUID[] groups = new UUID[n];
    UUID[] alerts = new UUID[n];
    String[] actors = new String[n];
    String[] codes = new String[n];
    String[] summaries = new String[n];
    String[] facts = new String[n];
    for (int i = 0; i < n; i++) {
      Outcome outcome = resolved.get(i);
      String actor = Objects.requireNonNull(by.get(outcome.group()));
      Reason reason = IngestReasons.resolvedBySource(actor);
      ids[i] = Ids.next(now);
      groups[i] = outcome.group();
      alerts[i] = outcome.alert();
      actors[i] = actor;
      codes[i] = reason.code();
      summaries[i] = reason.summary();
      facts[i] = JsonTexts.facts(reason);
    }
    return tx.preparedQuery(TELL)
        .execute(
            Tuple.from(
                new Object[] {
                  tenant, time(now), ids, groups, alerts, actors, codes, summaries, facts
                }))
        .replaceWithVoid();
  }

  private Uni<Void> endGroups(SqlConnection tx, UUID tenant, Map<UUID, String> by, Instant now) {
    UUID[] groups = by.keySet().toArray(UUID[]::new);
    String[] actors = new String[groups.length];
    for (int i = 0; i < groups.length; i++) {
      actors[i] = by.get(groups[i]);
    }
    return tx.preparedQuery(END_GROUPS)
        .execute(Tuple.of(tenant, time(now), groups, actors))
        .flatMap(
            rows -> {
              Map<String, List<UUID>> endedBy = new HashMap<>();
              for (Row row : rows) {
                endedBy
                    .computeIfAbsent(row.getString(1), actor -> new ArrayList<>())
                    .add(row.getUUID(0));
              }
              Uni<Void> all = Uni.createFrom().voidItem();
              for (Map.Entry<String, List<UUID>> one : endedBy.entrySet()) {
                all =
                    all.chain(
                        () ->
                            ended.groupsResolved(
                                tx, tenant, one.getValue(), Actor.source(one.getKey()), now));
              }
              return all;
            });
  }

  private static Map<String, Outcome> outcomes(
      Map<String, Folded> signals, Map<String, Outcome> resolved) {
    Map<String, Outcome> all = HashMap.newHashMap(signals.size());
    signals
        .keySet()
        .forEach(
            fingerprint ->
                all.put(fingerprint, resolved.getOrDefault(fingerprint, Outcome.nothingOpen())));
    return all;
  }
}
