package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.console.AlertFilter.Shown;
import dev.tocsin.alerting.muting.Matcher;
import dev.tocsin.alerting.muting.Silence;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.alerting.v1.Alert;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The alerts that are not resolved, as matchers find them. */
@ApplicationScoped
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
    return database.inTenant(
        tenant,
        tx -> count(tx, tenant, trial, filter(Optional.empty()), shown, 0, new ArrayList<>()));
  }

  private static Uni<Matching> count(
      SqlConnection tx,
      UUID tenant,
      Silence trial,
      AlertFilter filter,
      int shown,
      long before,
      List<Alert> alerts) {
    var query = new AlertQuery(tenant, filter, List.of(trial), PART);
    return tx.preparedQuery(query.sql())
        .execute(query.values())
        .chain(
            rows -> {
              List<AlertRow> read =
                  StreamSupport.stream(rows.spliterator(), false).map(AlertRow::of).toList();
              List<AlertRow> hit =
                  read.stream().filter(row -> trial.matches(row.subject())).toList();
              hit.stream()
                  .limit(shown - alerts.size())
                  .forEach(row -> alerts.add(Wire.alert(new Shown(row, Optional.empty()))));
              long count = before + hit.size();
              return read.size() < PART
                  ? Uni.createFrom().item(new Matching(count, alerts))
                  : count(
                      tx,
                      tenant,
                      trial,
                      filter(Optional.of(read.getLast().id())),
                      shown,
                      count,
                      alerts);
            });
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
