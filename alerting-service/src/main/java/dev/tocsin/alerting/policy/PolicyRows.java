package dev.tocsin.alerting.policy;

import dev.tocsin.alerting.timeline.Actor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How policies are stored, for those who decide by them. */
public final class PolicyRows {

  /** What {@link #read} wants to see. */
  public static final String COLUMNS =
      "id, name, steps::text AS steps, repeat, fallback_channel_id, fallback_address, is_default";

  /**
   * Selects policies by a condition on {@code id}, those that were made for one group too: they
   * have a {@code named_by}, and nobody else is ever paged by those that are {@code alone}.
   */
  public static String select(String condition) {
    return "SELECT "
        + COLUMNS
        + ", NULL AS named_by, false AS alone FROM alerting.escalation_policy WHERE is_default OR "
        + condition
        + " UNION ALL SELECT id, '', steps::text, repeat, NULL, NULL, false,"
        + " coalesce(named_by, 'system:tocsin'), alone"
        + " FROM alerting.direct_policy WHERE "
        + condition;
  }

  private PolicyRows() {}

  /**
   * A tenant's policies.
   *
   * @param standard id of the default one
   */
  public record Policies(Map<UUID, Policy> byId, Optional<UUID> standard) {}

  /** All policies of the transaction's tenant. */
  public static Uni<Policies> all(SqlConnection tx) {
    return tx.query("SELECT " + COLUMNS + " FROM alerting.escalation_policy")
        .execute()
        .map(
            rows -> {
              Map<UUID, Policy> policies = new HashMap<>();
              Optional<UUID> standard = Optional.empty();
              for (Row row : rows) {
                Policy policy = read(row);
                policies.put(policy.id(), policy);
                if (row.getBoolean("is_default")) {
                  standard = Optional.of(policy.id());
                }
              }
              return new Policies(policies, standard);
            });
  }

  /** The policy of a row of {@link #select}. */
  public static Policy readAny(Row row) {
    Policy policy = read(row);
    return new Policy(
        policy.id(),
        policy.name(),
        policy.steps(),
        policy.repeat(),
        policy.fallback(),
        Optional.ofNullable(row.getString("named_by")).map(Actor::of));
  }

  /** The policy of a row. */
  public static Policy read(Row row) {
    UUID channel = row.getUUID("fallback_channel_id");
    String address = row.getString("fallback_address");
    return new Policy(
        row.getUUID("id"),
        row.getString("name"),
        PolicySteps.parse(row.getString("steps")),
        row.getInteger("repeat"),
        channel == null
            ? Optional.empty()
            : Optional.of(new Target.Channel(channel, address == null ? "" : address)));
  }
}
