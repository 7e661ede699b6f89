package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.console.AlertFilter.Shown;
import dev.tocsin.alerting.muting.SilenceRows;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.alerting.v1.ListRelatedAlertsResponse;
import dev.tocsin.proto.alerting.v1.RelatedAlert;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds alerts that may have to do with one: those of its group, and those that are like it. */
@Singleton
class RelatedAlerts {

  private static final Duration NEAR = Duration.ofDays(1);
  private static final int COMPARED = 1000;
  private static final int LABELS_TOLD = 10;

  private static final String SELF =
      "SELECT " + AlertRow.COLUMNS + " FROM alerting.alert WHERE tenant_id = $1 AND id = $2";

  private static final String OF_GROUP =
      "SELECT "
          + AlertRow.COLUMNS
          + " FROM alerting.alert WHERE tenant_id = $1 AND group_id = $2 AND id <> $3"
          + " ORDER BY id DESC LIMIT $4";

  /** Ids are ordered by time: their range is that of the day before and the day after. */
  static final String ALIKE =
      """
      SELECT a.*, s.shared FROM (
        (SELECT %1$s FROM alerting.alert WHERE tenant_id = $1 AND id > $2 AND id < $3 ORDER BY id DESC LIMIT $5)
        UNION ALL
        (SELECT %1$s FROM alerting.alert WHERE tenant_id = $1 AND id > $3 AND id < $4 ORDER BY id LIMIT $5)) a
      CROSS JOIN LATERAL (SELECT count(*) AS shared FROM jsonb_each_text($6) w WHERE a.labels ->> w.key = w.value) s
      WHERE a.group_id <> $7 AND s.shared * 2 > $8
      ORDER BY s.shared DESC, a.id DESC LIMIT $9\
      """
          .formatted(AlertRow.COLUMNS);

  private final Database database;

  RelatedAlerts(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** At most so many, each with its reason. Fails with {@code NotFound}. */
  Uni<ListRelatedAlertsResponse> of(UUID tenant, UUID alert, int most) {
    Instant now = database.clock().now();
    return database.inTenant(
        tenant,
        tx ->
            Uni.combine()
                .all()
                .unis(
                    SilenceRows.active(tx, now),
                    tx.preparedQuery(SELF).execute(Tuple.of(tenant, alert)))
                .asTuple()
                .chain(
                    read -> {
                      if (!read.getItem2().iterator().hasNext()) {
                        throw Gone.alert(alert, now);
                      }
                      AlertRow self = AlertRow.of(read.getItem2().iterator().next());
                      return found(tx, tenant, self, most)
                          .map(
                              found -> {
                                var answer = ListRelatedAlertsResponse.newBuilder();
                                found.stream()
                                    .limit(most)
                                    .forEach(
                                        row ->
                                            answer.addAlerts(
                                                related(
                                                    self,
                                                    new Shown(
                                                        row,
                                                        row.mutedBy(
                                                            read.getItem1().silences(), now)))));
                                return answer.build();
                              });
                    }));
  }

  private static Uni<List<AlertRow>> found(SqlConnection tx, UUID tenant, AlertRow self, int most) {
    Uni<RowSet<Row>> group =
        tx.preparedQuery(OF_GROUP).execute(Tuple.of(tenant, self.group(), self.id(), most));
    Uni<RowSet<Row>> alike = tx.preparedQuery(ALIKE).execute(alike(tenant, self, most));
    return Uni.combine()
        .all()
        .unis(group, alike)
        .with(
            (first, then) ->
                Stream.of(first, then)
                    .flatMap(rows -> StreamSupport.stream(rows.spliterator(), false))
                    .map(AlertRow::of)
                    .toList());
  }

  static Tuple alike(UUID tenant, AlertRow self, int most) {
    return Tuple.from(
        new Object[] {
          tenant,
          Ids.first(self.createdAt().minus(NEAR)),
          self.id(),
          Ids.first(self.createdAt().plus(NEAR)),
          COMPARED,
          new JsonObject(self.labels()),
          self.group(),
          (long) self.labels().size(),
          most
        });
  }

  private static RelatedAlert related(AlertRow self, Shown other) {
    return RelatedAlert.newBuilder()
        .setAlert(Wire.alert(other))
        .setReason(Wire.reason(reason(self, other.row())))
        .build();
  }

  private static Reason reason(AlertRow self, AlertRow other) {
    if (self.group().equals(other.group())) {
      return new Reason(
          "related.group",
          "In the same group: paged and acknowledged together",
          Map.of("group_id", self.group().toString()));
    }
    List<String> shared =
        self.labels().entrySet().stream()
            .filter(label -> label.getValue().equals(other.labels().get(label.getKey())))
            .map(label -> label.getKey() + "=" + label.getValue())
            .sorted()
            .toList();
    return new Reason(
        "related.labels",
        "Shares "
            + shared.size()
            + " of "
            + self.labels().size()
            + " labels: "
            + String.join(", ", shared.subList(0, Math.min(LABELS_TOLD, shared.size()))),
        Map.of("shared", shared, "labels", self.labels().size()));
  }
}
