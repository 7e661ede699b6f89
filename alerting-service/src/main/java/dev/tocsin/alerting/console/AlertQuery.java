package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.muting.Matcher;
import dev.tocsin.alerting.muting.Silence;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The statement of a filter: only the conditions that are asked for, so that each plan is the best
 * of its kind. Regular expressions are not evaluated in the database: where silences have some, it
 * gives more alerts than are silenced, or than are not, and the caller looks at each.
 */
final class AlertQuery {
  private final StringBuilder sql = new StringBuilder();
  private final Tuple values = Tuple.tuple();

  /**
   * The statement.
   *
   * @param silences those that hold pages now, for a filter that asks for it
   * @param most how many alerts it gives
   */
  AlertQuery(UUID tenant, AlertFilter filter, List<Silence> silences, int most) {
    this(tenant, filter, silences, AlertRow.COLUMNS, most);
  }

  /**
   * The same of some columns only.
   *
   * @param columns beside the id
   */
  static AlertQuery ofSubjects(
      UUID tenant, AlertFilter filter, List<Silence> silences, List<String> columns, int most) {
    String selected = columns.isEmpty() ? "id" : "id, " + String.join(", ", columns);
    return new AlertQuery(tenant, filter, silences, selected, most);
  }

  private AlertQuery(
      UUID tenant, AlertFilter filter, List<Silence> silences, String columns, int most) {
    sql.append("SELECT ")
        .append(columns)
        .append(" FROM alerting.alert WHERE tenant_id = ")
        .append(value(tenant));
    filter
        .after()
        .ifPresent(
            id -> sql.append(filter.oldestFirst() ? " AND id > " : " AND id < ").append(value(id)));
    filter.group().ifPresent(id -> sql.append(" AND group_id = ").append(value(id)));
    if (!filter.fingerprint().isEmpty()) {
      sql.append(" AND fingerprint = ").append(value(filter.fingerprint()));
    }
    if (!filter.states().isEmpty()) {
      String[] states = filter.states().stream().map(AlertState::word).toArray(String[]::new);
      sql.append(" AND state = ANY(").append(value(states)).append(")");
    }
    if (!filter.severities().isEmpty()) {
      Short[] severities = filter.severities().stream().map(s -> s.number()).toArray(Short[]::new);
      sql.append(" AND severity = ANY(").append(value(severities)).append(")");
    }
    filter.createdAfter().ifPresent(at -> sql.append(" AND created_at >= ").append(value(at)));
    filter.createdBefore().ifPresent(at -> sql.append(" AND created_at < ").append(value(at)));
    if (!filter.labels().isEmpty()) {
      JsonObject wanted = new JsonObject(new HashMap<>(filter.labels()));
      sql.append(" AND labels @> ").append(value(wanted));
    }
    if (!filter.text().isEmpty()) {
      sql.append(" AND position(lower(")
          .append(value(filter.text()))
          .append(") in lower(title)) > 0");
    }
    filter.silenced().ifPresent(yes -> silenced(yes, silences));
    sql.append(" ORDER BY id").append(filter.oldestFirst() ? "" : " DESC");
    sql.append(" LIMIT ").append(value(most));
  }

  String sql() {
    return sql.toString();
  }

  Tuple values() {
    return values;
  }

  private void silenced(boolean yes, List<Silence> silences) {
    if (yes) {
      sql.append(" AND state <> 'resolved' AND ").append(any(silences));
      return;
    }
    // Who is silenced for certain is left out; who may be is looked at by the caller.
    List<Silence> certain = silences.stream().filter(AlertQuery::isExact).toList();
    sql.append(" AND (state = 'resolved' OR NOT ").append(any(certain)).append(")");
  }

  private String any(List<Silence> silences) {
    return silences.isEmpty()
        ? "false"
        : silences.stream()
            .map(silence -> all(silence.matchers()))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private String all(List<Matcher> matchers) {
    return matchers.stream()
        .map(
            matcher ->
                switch (matcher.operator()) {
                  case EQUAL, IN -> property(matcher) + " = ANY(" + texts(matcher) + ")";
                  case NOT_EQUAL -> property(matcher) + " <> ALL(" + texts(matcher) + ")";
                  case MATCHES, NOT_MATCHES -> "true";
                })
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  private static boolean isExact(Silence silence) {
    return silence.matchers().stream().allMatch(matcher -> matcher.pattern().isEmpty());
  }

  private String property(Matcher matcher) {
    return switch (matcher.name()) {
      case "severity" -> "(ARRAY['critical', 'major', 'minor', 'warning', 'info'])[severity]";
      case "source" -> "source";
      case "title" -> "title";
      case "fingerprint" -> "fingerprint";
      default -> "coalesce(labels ->> " + value(matcher.label()) + "::text, '')";
    };
  }

  private String texts(Matcher matcher) {
    return value(matcher.values().toArray(String[]::new)) + "::text[]";
  }

  private String value(Object value) {
    values.addValue(value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
    return "$" + values.size();
  }
}
