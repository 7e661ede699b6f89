package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.console.AlertFilter.Shown;
import dev.tocsin.alerting.muting.Judging;
import dev.tocsin.alerting.muting.Matcher;
import dev.tocsin.alerting.muting.Silence;
import dev.tocsin.alerting.muting.Silences;
import dev.tocsin.alerting.muting.Subject;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.alerting.v1.Alert;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The alerts that are not resolved, as matchers find them. */
@Singleton
public class OpenAlerts {

  private static final int PART = 2000;

  private final Database database;

  OpenAlerts(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /**
   * What matchers hit.
   *
   * @param count all of them
   * @param alerts the newest of them
   */
  public record Matching(long count, List<Alert> alerts) {

    /** Copies the alerts. */
    public Matching {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * The alerts that all matchers match, as a silence of them would. They are read in parts.
   *
   * @param shown how many are given back
   */
  public Uni<Matching> matching(UUID tenant, List<Matcher> matchers, int shown) {
    Instant now = database.clock().now();
    Silence trial =
        new Silence(
            new UUID(0, 0),
            matchers,
            Instant.MIN,
            Instant.MAX,
            "",
            Actor.SYSTEM,
            Optional.empty(),
            now,
            now);
    Silences alone = new Silences(List.of(trial));
    return database.inTenant(
        tenant,
        tx ->
            new Counting(tx, tenant, alone, trial, shown)
                .count(Optional.empty())
                .chain(found -> shown(tx, tenant, found)));
  }

  /**
   * One transaction that reads all alerts that the database leaves over, and of them no more than
   * the matchers look at.
   */
  private static final class Counting {
    private final SqlConnection tx;
    private final UUID tenant;
    private final Silences alone;
    private final Silence trial;
    private final int shown;
    private final List<UUID> newest = new ArrayList<>();
    private long count;

    Counting(SqlConnection tx, UUID tenant, Silences alone, Silence trial, int shown) {
      this.tx = tx;
      this.tenant = tenant;
      this.alone = alone;
      this.trial = trial;
      this.shown = shown;
    }

    Uni<Counting> count(Optional<UUID> after) {
      var query =
          AlertQuery.ofSubjects(tenant, filter(after), List.of(trial), columns(trial), PART);
      return tx.preparedQuery(query.sql())
          .execute(query.values())
          .chain(rows -> Judging.of((long) rows.size() * alone.cost(), () -> judged(rows)))
          .chain(last -> last.isPresent() ? count(last) : Uni.createFrom().item(this));
    }

    /** The last one; empty when these were all. */
    private Optional<UUID> judged(RowSet<Row> rows) {
      @Nullable UUID last = null;
      for (Row row : rows) {
        last = row.getUUID("id");
        if (trial.matches(subject(row))) {
          count++;
          if (newest.size() < shown) {
            newest.add(last);
          }
        }
      }
      return rows.size() < PART ? Optional.empty() : Optional.ofNullable(last);
    }

    private static List<String> columns(Silence trial) {
      return trial.matchers().stream()
          .map(matcher -> matcher.isLabel() ? "labels" : matcher.name())
          .distinct()
          .toList();
    }

    /** What was not read is not looked at. */
    private static Subject subject(Row row) {
      return new Subject(
          row.getColumnIndex("labels") < 0 ? Map.of() : row.getJsonObject("labels").getMap(),
          row.getColumnIndex("severity") < 0
              ? Severity.INFO
              : Severity.of(row.getShort("severity")),
          text(row, "source"),
          text(row, "title"),
          text(row, "fingerprint"));
    }

    private static String text(Row row, String column) {
      return row.getColumnIndex(column) < 0 ? "" : row.getString(column);
    }
  }

  private static Uni<Matching> shown(SqlConnection tx, UUID tenant, Counting found) {
    if (found.newest.isEmpty()) {
      return Uni.createFrom().item(new Matching(found.count, List.of()));
    }
    return tx.preparedQuery(
            "SELECT "
                + AlertRow.COLUMNS
                + " FROM alerting.alert WHERE tenant_id = $1 AND id = ANY($2) ORDER BY id DESC")
        .execute(Tuple.tuple().addUUID(tenant).addArrayOfUUID(found.newest.toArray(UUID[]::new)))
        .map(
            rows ->
                new Matching(
                    found.count,
                    StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> Wire.alert(new Shown(AlertRow.of(row), Optional.empty())))
                        .toList()));
  }

  private static AlertFilter filter(Optional<UUID> after) {
    return new AlertFilter(
        Set.of(AlertState.OPEN, AlertState.ACKNOWLEDGED),
        Set.of(),
        Map.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.of(true),
        false,
        after,
        PART);
  }
}
