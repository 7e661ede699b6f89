package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.escalation.HeldSteps;
import dev.tocsin.alerting.ingest.Fold.Folded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Firing signals as rows: one statement for all of a tenant's wave. */
final class AlertRows {

  /**
   * A row that meets an open alert of its fingerprint counts for it. A firing whose very beginning
   * the source has reported over meanwhile is left out, and so gives no row back. The last column:
   * silences look at what the repeat has changed, and one holds a step of its group. The select in
   * it sees the alert as it was before.
   */
  private static final String UPSERT =
      """
      INSERT INTO alerting.alert AS a (tenant_id, id, group_id, integration_id, source, fingerprint, title, severity,
        labels, annotations, source_url, occurrence_count, started_at, last_started_at, created_at, last_fired_at,
        route_id, policy_id, decisions)
      SELECT $1, s.id, s.group_id, ($12::uuid[])[s.kind], ($13::text[])[s.kind], s.fingerprint, s.title, s.severity,
        s.labels::jsonb, s.annotations::json, s.source_url, s.count, s.started_at, s.started_at, $2, $2,
        ($14::uuid[])[s.kind], ($15::uuid[])[s.kind], (SELECT $16::text[]::json[])[s.kind]
      FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::smallint[], $8::text[], $9::text[], $10::text[],
        $11::bigint[], $17::timestamptz[], $18::int[])
        AS s (id, group_id, fingerprint, title, severity, labels, annotations, source_url, count, started_at, kind)
      WHERE (SELECT true FROM alerting.alert r
             WHERE r.tenant_id = $1 AND r.fingerprint = s.fingerprint AND r.last_started_at = s.started_at
               AND r.state = 'resolved' AND r.resolved_by_kind = 'source' LIMIT 1) IS NULL
      ON CONFLICT (tenant_id, fingerprint) WHERE state <> 'resolved' DO UPDATE SET
        occurrence_count = a.occurrence_count + excluded.occurrence_count,
        last_fired_at = greatest(a.last_fired_at, excluded.last_fired_at),
        last_started_at = greatest(a.last_started_at, excluded.last_started_at),
        title = excluded.title, severity = excluded.severity,
        annotations = excluded.annotations, source_url = excluded.source_url
      RETURNING a.fingerprint, a.id, a.group_id, a.state, a.occurrence_count, a.xmax = 0,
        CASE WHEN a.xmax <> 0 AND EXISTS (SELECT 1 FROM alerting.escalation_step s WHERE s.tenant_id = $1
            AND s.group_id = a.group_id AND s.state = 'pending' AND s.held_by IS NOT NULL)
          THEN EXISTS (SELECT 1 FROM alerting.alert o WHERE o.tenant_id = $1 AND o.id = a.id
            AND (o.title, o.severity) IS DISTINCT FROM (a.title, a.severity))
          ELSE false END
      """;

  private AlertRows() {}

  /**
   * What became of each fingerprint; none for those that were left out as stale. Steps that a
   * silence holds are looked at again where it may not hold the alert as it has become.
   */
  static Uni<Map<String, Outcome>> store(
      SqlConnection tx, UUID tenant, List<Folded> firing, Instant now) {
    List<UUID> changed = new ArrayList<>(0);
    return upsert(tx, tenant, firing, changed, now)
        .call(
            () ->
                changed.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : HeldSteps.lookAgain(tx, tenant, changed.toArray(UUID[]::new), now));
  }

  private static Uni<Map<String, Outcome>> upsert(
      SqlConnection tx, UUID tenant, List<Folded> firing, List<UUID> changed, Instant now) {
    return tx.preparedQuery(UPSERT)
        .execute(parameters(tenant, firing, now))
        .map(
            rows -> {
              Map<String, Outcome> outcomes = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                if (row.getBoolean(6)) {
                  changed.add(row.getUUID(2));
                }
                outcomes.put(
                    row.getString(0),
                    new Outcome(
                        row.getBoolean(5) ? Outcome.Kind.OPENED : Outcome.Kind.DEDUPLICATED,
                        row.getUUID(1),
                        row.getUUID(2),
                        AlertState.of(row.getString(3)),
                        row.getLong(4)));
              }
              return outcomes;
            });
  }

  private static Tuple parameters(UUID tenant, List<Folded> firing, Instant now) {
    int n = firing.size();
    UUID[] ids = new UUID[n];
    UUID[] groups = new UUID[n];
    String[] fingerprints = new String[n];
    String[] titles = new String[n];
    Short[] severities = new Short[n];
    String[] labels = new String[n];
    String[] annotations = new String[n];
    String[] urls = new String[n];
    Long[] counts = new Long[n];
    OffsetDateTime[] starts = new OffsetDateTime[n];
    Integer[] numbers = new Integer[n];
    AlertKinds kinds = new AlertKinds();
    for (int i = 0; i < n; i++) {
      Folded folded = firing.get(i);
      Verdict.Firing first = (Verdict.Firing) folded.first();
      Signal last = folded.last().signal();
      ids[i] = first.alert();
      groups[i] = first.group().id();
      fingerprints[i] = folded.fingerprint();
      titles[i] = last.title();
      severities[i] = last.severity().number();
      labels[i] = JsonTexts.object(first.signal().labels());
      annotations[i] = JsonTexts.object(last.annotations());
      urls[i] = last.sourceUrl();
      counts[i] = (long) folded.count();
      starts[i] = time(last.startedAt().orElse(now));
      numbers[i] = kinds.number(first);
    }
    return Tuple.from(
        new Object[] {
          tenant,
          time(now),
          ids,
          groups,
          fingerprints,
          titles,
          severities,
          labels,
          annotations,
          urls,
          counts,
          kinds.integrations(),
          kinds.sources(),
          kinds.routes(),
          kinds.policies(),
          kinds.decisions(),
          starts,
          numbers
        });
  }

  /**
   * As PostgreSQL keeps it: to the microsecond, so that a time read back equals the one written.
   */
  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
