package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Deeds.Applied;
import dev.tocsin.alerting.escalation.EscalationConfig;
import dev.tocsin.alerting.escalation.Restart;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.policy.DirectPolicies;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Hands a group to others: the running escalation ends and another one begins, in one transaction
 * with all the rest that an action changes.
 */
@Singleton
public class Handover {

  private final Database database;
  private final Deeds deeds;
  private final Wakes wakes;
  private final EscalationConfig config;

  Handover(
      @ServiceDatabase("alerting") Database database,
      Deeds deeds,
      Wakes wakes,
      EscalationConfig config) {
    this.database = database;
    this.deeds = deeds;
    this.wakes = wakes;
    this.config = config;
  }

  /**
   * Pages others for the alert's group from now on. Fails with {@code NotFound}, and with {@link
   * Invalid} for an unknown policy.
   */
  public Uni<Done> reassign(Caller by, UUID alert, Assignment to, String note) {
    return deeds
        .onAlert(
            Deed.onAlert(by, "reassign", alert),
            (tx, deed, group, now) -> {
              Change change = Changes.reassign(group, alert, to, deed.actor(), note);
              Uni<Applied> applied = deeds.apply(tx, deed, group, change, now);
              return change instanceof Change.Effective
                  ? known(tx, to).chain(() -> applied).call(() -> begin(tx, deed, group, to, now))
                  : applied;
            })
        .invoke(() -> wakes.stepsAt(database.clock().now()));
  }

  private Uni<Void> begin(SqlConnection tx, Deed deed, Group group, Assignment to, Instant now) {
    UUID tenant = deed.tenant();
    Optional<UUID> listed =
        to instanceof Assignment.ToPolicy policy ? Optional.of(policy.policy()) : Optional.empty();
    return DirectPolicies.store(
            tx, tenant, group.id(), to, config.directRepeat(), deed.actor(), now)
        .chain(() -> GroupStore.changePolicy(tx, group, listed))
        .chain(() -> Restart.by(tx, tenant, group.id(), to.policy(), "reassigned", now))
        .chain(
            () ->
                Outbox.add(
                    tx, tenant, now, List.of(Message.reassigned(group.id(), deed.actor(), now))));
  }

  private static Uni<Void> known(SqlConnection tx, Assignment to) {
    return to instanceof Assignment.ToPolicy policy
        ? tx.preparedQuery("SELECT 1 FROM alerting.escalation_policy WHERE id = $1")
            .execute(Tuple.of(policy.policy()))
            .invoke(
                rows -> {
                  if (rows.size() == 0) {
                    throw Invalid.field("policy_id", "there is no policy " + policy.policy());
                  }
                })
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }
}
