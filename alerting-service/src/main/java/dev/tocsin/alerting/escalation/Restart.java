package dev.tocsin.alerting.escalation;

import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Begins the escalation of a group anew with the first step, at once. Steps of before count no
 * longer; one that waits or is under way is cancelled. The group is locked by the caller.
 */
public final class Restart {

  private static final String SUPERSEDE =
      """
      UPDATE alerting.escalation_step SET superseded = true, finished_at = coalesce(finished_at, $2),
        fence = fence + CASE WHEN state = 'pending' THEN 1 ELSE 0 END,
        state = CASE WHEN state = 'pending' THEN 'cancelled' ELSE state END
      WHERE group_id = $1 AND NOT superseded
      RETURNING policy_id, route_id\
      """;

  private static final String BEGIN =
      """
      INSERT INTO alerting.escalation_step (tenant_id, id, due_at, created_at, group_id, policy_id, route_id,
        step_order, round, fires_at, why)
      VALUES ($1, $2, $3, $3, $4, $5, $6, 0, 0, $3, $7)\
      """;

  private Restart() {}

  /**
   * The escalations that the group had.
   *
   * @param policy the group's own, for a group without any step yet
   * @param why the first step's reason: a word of {@link Decision.Fire}
   * @return how many began
   */
  public static Uni<Integer> again(
      SqlConnection tx,
      UUID tenant,
      UUID group,
      Optional<UUID> policy,
      Optional<UUID> route,
      String why,
      Instant now) {
    return supersede(tx, group, now)
        .chain(
            chains -> {
              if (chains.isEmpty()) {
                policy.ifPresent(id -> chains.put(id, route.orElse(null)));
              }
              Uni<Void> all = Uni.createFrom().voidItem();
              for (Map.Entry<UUID, @Nullable UUID> chain : chains.entrySet()) {
                all =
                    all.chain(
                        () -> begin(tx, tenant, group, chain.getKey(), chain.getValue(), why, now));
              }
              return all.replaceWith(chains.size());
            });
  }

  /** Another escalation in place of those that the group had. */
  public static Uni<Void> by(
      SqlConnection tx, UUID tenant, UUID group, UUID policy, String why, Instant now) {
    return supersede(tx, group, now).chain(() -> begin(tx, tenant, group, policy, null, why, now));
  }

  private static Uni<Map<UUID, @Nullable UUID>> supersede(
      SqlConnection tx, UUID group, Instant now) {
    return tx.preparedQuery(SUPERSEDE)
        .execute(Tuple.of(group, utc(now)))
        .map(
            rows -> {
              Map<UUID, @Nullable UUID> chains = new LinkedHashMap<>();
              for (Row row : rows) {
                chains.put(row.getUUID("policy_id"), row.getUUID("route_id"));
              }
              return chains;
            });
  }

  private static Uni<Void> begin(
      SqlConnection tx,
      UUID tenant,
      UUID group,
      UUID policy,
      @Nullable UUID route,
      String why,
      Instant now) {
    return tx.preparedQuery(BEGIN)
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(Ids.next(now))
                .addOffsetDateTime(utc(now))
                .addUUID(group)
                .addUUID(policy)
                .addUUID(route)
                .addString(why))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
