package dev.tocsin.alerting.action;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * Pages that notification-service has given up: the timeline of their group says so, and the
 * escalation goes on by its own times.
 */
@Singleton
public class FailedPages {

  private static final String KNOWN =
      """
      SELECT 1 FROM alerting.timeline_event
      WHERE group_id = $1 AND code = 'page_failed' AND facts ->> 'delivery_id' = $2 LIMIT 1\
      """;

  private final Database database;
  private final Wakes wakes;

  FailedPages(@ServiceDatabase("alerting") Database database, Wakes wakes) {
    this.database = database;
    this.wakes = wakes;
  }

  /**
   * A page that was given up.
   *
   * @param channel kind of channel, as {@code sms}
   * @param user whom it was for; empty for a channel
   * @param address masked
   * @param detail why
   */
  public record Failed(
      UUID group, UUID delivery, String channel, String user, String address, String detail) {}

  /** Writes it on the timeline, once. Fails with {@code NotFound} for an unknown group. */
  public Uni<Void> tell(UUID tenant, Failed failed) {
    return database
        .inTenant(tenant, tx -> enter(tx, tenant, failed))
        .invoke(() -> wakes.timeline(tenant));
  }

  private Uni<Void> enter(SqlConnection tx, UUID tenant, Failed failed) {
    return GroupStore.lockAlone(tx, failed.group())
        .chain(
            there -> {
              if (!there) {
                throw Gone.group(failed.group(), database.clock().now());
              }
              return tx.preparedQuery(KNOWN)
                  .execute(Tuple.of(failed.group(), failed.delivery().toString()));
            })
        .chain(
            known -> {
              if (known.size() > 0) {
                return Uni.createFrom().voidItem();
              }
              var now = database.clock().now();
              Reason reason = ActionReasons.pageFailed(failed);
              return Timeline.add(
                  tx,
                  tenant,
                  now,
                  List.of(Timeline.ofGroup(now, failed.group(), Actor.SYSTEM, reason)));
            });
  }
}
