package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.escalation.Decision.End;
import dev.tocsin.alerting.escalation.StepStore.Policies;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Fires the next step of each escalation of a group now, because somebody asks for it: a planned
 * step is brought forward; where none is planned (the group is acknowledged, or everything has been
 * gone through) one is made.
 */
@Singleton
public class NextStep {

  /**
   * The last step that fired of each chain, whether its round reached anybody, and the step that is
   * planned.
   */
  private static final String CHAINS =
      """
      SELECT DISTINCT ON (s.policy_id) s.policy_id, s.route_id, l.step_order, l.round, l.finished_at,
        coalesce(l.reached, false) AS reached, coalesce(l.round_reached, false) AS round_reached,
        p.id AS pending_id, p.step_order AS pending_order, p.round AS pending_round
      FROM alerting.escalation_step s
      LEFT JOIN LATERAL (SELECT f.step_order, f.round, f.finished_at, f.reached,
          EXISTS (SELECT 1 FROM alerting.escalation_step o WHERE o.tenant_id = f.tenant_id
            AND o.group_id = f.group_id AND o.policy_id = f.policy_id AND o.round = f.round AND o.reached
            AND NOT o.superseded) AS round_reached
        FROM alerting.escalation_step f
        WHERE f.tenant_id = s.tenant_id AND f.group_id = s.group_id AND f.policy_id = s.policy_id
          AND f.state = 'fired' AND NOT f.superseded
        ORDER BY f.finished_at DESC, f.id DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (SELECT q.id, q.step_order, q.round FROM alerting.escalation_step q
        WHERE q.tenant_id = s.tenant_id AND q.group_id = s.group_id AND q.policy_id = s.policy_id
          AND q.state = 'pending' ORDER BY q.id LIMIT 1) p ON true
      WHERE s.group_id = $1 AND NOT s.superseded
      ORDER BY s.policy_id, s.id\
      """;

  private static final String FORWARD =
      """
      UPDATE alerting.escalation_step SET due_at = $2, fires_at = least(fires_at, $2), requested = true,
        why = 'requested' WHERE id = $1 AND state = 'pending'\
      """;

  private static final String INSERT =
      """
      INSERT INTO alerting.escalation_step (tenant_id, id, due_at, created_at, group_id, policy_id, route_id,
        step_order, round, fires_at, why, requested)
      VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $3, 'requested', true)\
      """;

  private final EscalationConfig config;

  NextStep(EscalationConfig config) {
    this.config = config;
  }

  /**
   * A step that fires now.
   *
   * @param words which it is, for people
   */
  public record Requested(UUID policy, String words) {}

  /**
   * Brings the next steps forward; the group is locked by the caller.
   *
   * @param policy the group's own policy, for a group without any step yet
   * @return one for each escalation; none when there is nothing that could fire
   */
  public Uni<List<Requested>> request(
      SqlConnection tx,
      UUID tenant,
      UUID group,
      Optional<UUID> policy,
      Optional<UUID> route,
      Instant now) {
    return tx.preparedQuery(CHAINS)
        .execute(Tuple.of(group))
        .chain(
            rows -> {
              List<Chain> chains = chains(rows, policy, route);
              return StepStore.policies(tx, chains.stream().map(Chain::policy).toList())
                  .chain(policies -> each(tx, tenant, group, chains, policies, now));
            });
  }

  private record Chain(
      UUID policy,
      Optional<UUID> route,
      Optional<Snapshot.Fired> last,
      boolean reachedInRound,
      Optional<UUID> pending,
      Position planned) {}

  private static List<Chain> chains(RowSet<Row> rows, Optional<UUID> policy, Optional<UUID> route) {
    List<Chain> chains = new ArrayList<>();
    for (Row row : rows) {
      Optional<Snapshot.Fired> last =
          row.getInteger("step_order") == null
              ? Optional.empty()
              : Optional.of(
                  new Snapshot.Fired(
                      new Position(row.getInteger("step_order"), row.getInteger("round")),
                      row.getOffsetDateTime("finished_at").toInstant(),
                      row.getBoolean("reached")));
      Optional<UUID> pending = Optional.ofNullable(row.getUUID("pending_id"));
      Position planned =
          pending.isPresent()
              ? new Position(row.getInteger("pending_order"), row.getInteger("pending_round"))
              : Position.FIRST;
      chains.add(
          new Chain(
              row.getUUID("policy_id"),
              Optional.ofNullable(row.getUUID("route_id")),
              last,
              row.getBoolean("round_reached"),
              pending,
              planned));
    }
    if (chains.isEmpty()) {
      policy.ifPresent(
          id ->
              chains.add(
                  new Chain(id, route, Optional.empty(), false, Optional.empty(), Position.FIRST)));
    }
    return chains;
  }

  private Uni<List<Requested>> each(
      SqlConnection tx,
      UUID tenant,
      UUID group,
      List<Chain> chains,
      Policies policies,
      Instant now) {
    List<Requested> requested = new ArrayList<>();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Chain chain : chains) {
      if (chain.pending().isPresent()) {
        requested.add(new Requested(chain.policy(), chain.planned().toString()));
        all = all.chain(() -> forward(tx, chain.pending().get(), now));
        continue;
      }
      Snapshot state =
          new Snapshot(
              Optional.ofNullable(policies.known().get(chain.policy())),
              policies.spare(),
              chain.last(),
              chain.reachedInRound(),
              config.roundPause());
      Decision decision = Escalation.requested(state, now);
      if (decision instanceof End) {
        continue;
      }
      Position position = Planned.of(decision).orElseThrow().position();
      requested.add(new Requested(chain.policy(), position.toString()));
      all = all.chain(() -> insert(tx, tenant, group, chain, position, now));
    }
    return all.replaceWith(requested);
  }

  private static Uni<Void> forward(SqlConnection tx, UUID step, Instant now) {
    return tx.preparedQuery(FORWARD).execute(Tuple.of(step, utc(now))).replaceWithVoid();
  }

  private static Uni<Void> insert(
      SqlConnection tx, UUID tenant, UUID group, Chain chain, Position position, Instant now) {
    Tuple values =
        Tuple.tuple()
            .addUUID(tenant)
            .addUUID(Ids.next(now))
            .addOffsetDateTime(utc(now))
            .addUUID(group)
            .addUUID(chain.policy())
            .addUUID(chain.route().orElse(null))
            .addInteger(position.order())
            .addInteger(position.round());
    return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
