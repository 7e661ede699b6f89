package dev.tocsin.alerting.analytics;

import dev.tocsin.alerting.policy.DirectPolicies;

/**
 * What is asked of the database. {@code $1} is the tenant; {@code $2} and {@code $3} bound the ids:
 * they are ordered by time, so the range of ids is that of time, and the primary keys serve it also
 * under row-level security. Drills are no work of anybody's and count nowhere.
 */
final class Statements {

  private static final String NO_DRILL = DirectPolicies.noDrill("o.group_id");

  /** Groups of the range, with what came of them until now. */
  private static final String COURSE =
      """
      course AS MATERIALIZED (
        SELECT g.id, g.created_at, g.resolved_at,
          count(*) FILTER (WHERE e.code = 'paged') AS pages,
          min(e.at) FILTER (WHERE e.code IN ('acknowledged', 'snoozed', 'resolved')) AS answered_at,
          min(e.at) FILTER (WHERE e.code = 'escalated'
            AND (e.facts ->> 'step_order' <> '0' OR e.facts ->> 'round' <> '0')) AS escalated_at
        FROM alert_group g LEFT JOIN timeline_event e ON e.tenant_id = $1 AND e.group_id = g.id AND e.id >= $2
          AND e.code IN ('paged', 'acknowledged', 'snoozed', 'resolved', 'escalated')
        WHERE g.tenant_id = $1 AND g.id >= $2 AND g.id < $3 AND %s
        GROUP BY g.tenant_id, g.id)\
      """
          .formatted(DirectPolicies.noDrill("g.id"));

  /** Seconds until the first answer. */
  private static final String ACKNOWLEDGED = "extract(epoch FROM answered_at - created_at)::float8";

  private static final String RESOLVED = "extract(epoch FROM resolved_at - created_at)::float8";

  /** How many, the median and the ninetieth percentile. */
  private static String spread(String seconds) {
    return """
    count(%1$s), percentile_cont(0.5) WITHIN GROUP (ORDER BY %1$s),
      percentile_cont(0.9) WITHIN GROUP (ORDER BY %1$s)\
    """
        .formatted(seconds);
  }

  /** {@code $4}: when the days begin. Gives the place of a day from 1, alerts and groups. */
  static final String DAYS =
      """
      SELECT width_bucket(created_at, $4::timestamptz[]), count(*), 0::bigint
      FROM alert o WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND %s GROUP BY 1
      UNION ALL
      SELECT width_bucket(created_at, $4::timestamptz[]), 0, count(*)
      FROM alert_group g WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND %s GROUP BY 1\
      """
          .formatted(NO_DRILL, DirectPolicies.noDrill("g.id"));

  /** Who was paged or has answered. */
  static final String PEOPLE =
      """
      SELECT DISTINCT facts ->> 'user_id' FROM timeline_event o
      WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND code IN ('paged', 'acknowledged', 'snoozed')
        AND facts ->> 'user_id' IS NOT NULL AND %s
      LIMIT 10000\
      """
          .formatted(NO_DRILL);

  /**
   * {@code $4}: when the days begin; {@code $5} and {@code $6}: people and their nights. Gives a
   * row for each day and one for each person: whether it is a person's, place of the day, person,
   * pages, pages at night, answers.
   */
  static final String PAGES =
      """
      SELECT GROUPING(e.day) = 1, e.day, e.who, count(*) FILTER (WHERE e.code = 'paged') AS pages,
        count(*) FILTER (WHERE e.code = 'paged' AND e.at <@ n.nights),
        count(*) FILTER (WHERE e.code <> 'paged')
      FROM (
        SELECT width_bucket(at, $4::timestamptz[]) AS day, facts ->> 'user_id' AS who, code, at FROM timeline_event o
        WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND code IN ('paged', 'acknowledged', 'snoozed') AND %s) e
      LEFT JOIN unnest($5::text[], $6::text[]::tstzmultirange[]) AS n (who, nights) ON n.who = e.who
      GROUP BY GROUPING SETS ((e.day), (e.who))
      ORDER BY 1, pages DESC, e.who\
      """
          .formatted(NO_DRILL);

  static final String ANSWERS =
      """
      WITH %s
      SELECT count(*) FILTER (WHERE pages > 0),
        count(*) FILTER (WHERE pages > 0 AND answered_at IS NOT NULL AND (escalated_at IS NULL OR escalated_at > answered_at)),
        count(*) FILTER (WHERE pages > 0 AND answered_at >= escalated_at),
        count(*) FILTER (WHERE pages > 0 AND answered_at IS NULL AND resolved_at IS NOT NULL),
        count(*) FILTER (WHERE pages > 0 AND answered_at IS NULL AND resolved_at IS NULL),
        count(escalated_at),
        %s,
        %s
      FROM course\
      """
          .formatted(COURSE, spread(ACKNOWLEDGED), spread(RESOLVED));

  static final String NOISIEST =
      """
      WITH answered AS MATERIALIZED (
        SELECT DISTINCT group_id FROM timeline_event
        WHERE tenant_id = $1 AND id >= $2 AND code IN ('acknowledged', 'snoozed', 'resolved')),
      most AS (
        SELECT o.fingerprint, count(*) AS alerts, sum(o.occurrence_count)::bigint AS occurrences,
          count(*) FILTER (WHERE o.resolved_by_kind = 'source' AND o.resolved_at - o.created_at <= interval '5 minutes') AS brief,
          count(*) FILTER (WHERE w.group_id IS NULL) AS unanswered, max(o.id::text COLLATE "C")::uuid AS last
        FROM alert o LEFT JOIN answered w ON w.group_id = o.group_id
        WHERE o.tenant_id = $1 AND o.id >= $2 AND o.id < $3 AND %s
        GROUP BY o.fingerprint ORDER BY alerts DESC, occurrences DESC, o.fingerprint LIMIT 20)
      SELECT m.fingerprint, l.title, l.severity, m.last, m.alerts, m.occurrences, m.brief, m.unanswered
      FROM most m JOIN alert l ON l.tenant_id = $1 AND l.id = m.last
      ORDER BY m.alerts DESC, m.occurrences DESC, m.fingerprint\
      """
          .formatted(NO_DRILL);

  static final String SHARES =
      """
      WITH %s, p AS (
        SELECT GROUPING(severity, integration_id, route_id) AS kind,
          coalesce(severity::text, integration_id::text, route_id::text) AS key, group_id, count(*) AS alerts
        FROM alert o WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND %s
        GROUP BY GROUPING SETS ((severity, group_id), (integration_id, group_id), (route_id, group_id))),
      s AS (
        SELECT p.kind, p.key, sum(p.alerts)::bigint AS alerts, count(*) AS groups, coalesce(sum(c.pages), 0)::bigint AS pages,
          %s
        FROM p LEFT JOIN course c ON c.id = p.group_id GROUP BY p.kind, p.key)
      SELECT coalesce(i.name, r.name, ''), s.*
      FROM s LEFT JOIN integration i ON s.kind = 5 AND i.tenant_id = $1 AND i.id::text = s.key
        LEFT JOIN route r ON s.kind = 6 AND r.tenant_id = $1 AND r.id::text = s.key
      ORDER BY s.kind, CASE s.kind WHEN 3 THEN s.key END, s.alerts DESC, s.key\
      """
          .formatted(COURSE, NO_DRILL, spread(ACKNOWLEDGED));

  private Statements() {}
}
