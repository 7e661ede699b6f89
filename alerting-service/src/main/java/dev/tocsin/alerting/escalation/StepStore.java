package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.message.GroupViews;
import dev.tocsin.alerting.muting.SilenceRows;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.PolicyRows;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.platform.queue.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads due steps with the policies and groups as they are now. */
final class StepStore {

  static final String SELECT_DUE =
      """
      SELECT s.id, s.group_id, s.policy_id, s.route_id, s.step_order, s.round, s.why, s.requested, s.fires_at,
        s.patience_over_at IS NOT NULL AS patience_over, s.held_by, coalesce(r.template_id, g.template_id) AS template_id,
        EXISTS (SELECT 1 FROM alerting.escalation_step o WHERE o.tenant_id = s.tenant_id
          AND o.group_id = s.group_id AND o.policy_id = s.policy_id AND o.round = s.round AND o.reached
          AND NOT o.superseded) AS reached
      FROM alerting.escalation_step s
      JOIN alerting.alert_group g ON g.tenant_id = s.tenant_id AND g.id = s.group_id
      LEFT JOIN alerting.route r ON r.tenant_id = s.tenant_id AND r.id = s.route_id
      WHERE s.id = ANY($1) AND s.state || '' = 'pending'\
      """;

  private static final String SELECT_POLICIES = PolicyRows.select("id = ANY($1)");

  private static final String SELECT_POLICIES_OF_STEPS =
      PolicyRows.select(
          "id IN (SELECT s.policy_id FROM alerting.escalation_step s WHERE s.id = ANY($1))");

  /** Why first steps fire that somebody asked for: opened by hand for a policy, handed over. */
  static final Set<String> ASKED = Set.of("assigned", "reassigned");

  private StepStore() {}

  /**
   * The steps that are still pending, in the order of the jobs. The statements go to the database
   * together.
   */
  static Uni<List<DueStep>> load(SqlConnection tx, Collection<Job> jobs, Instant now) {
    List<UUID> ids = jobs.stream().map(Job::id).toList();
    return Uni.combine()
        .all()
        .unis(
            tx.preparedQuery(SELECT_DUE).execute(ids(ids)),
            tx.preparedQuery(SELECT_POLICIES_OF_STEPS).execute(ids(ids)).map(StepStore::policies),
            GroupViews.ofSteps(tx, ids),
            SilenceRows.active(tx, now))
        .asTuple()
        .chain(
            read ->
                Holds.of(tx, read.getItem3(), read.getItem4(), now)
                    .map(
                        holds ->
                            steps(
                                jobs,
                                rows(read.getItem1()),
                                read.getItem2(),
                                read.getItem3(),
                                holds)));
  }

  /** The policies by id, and the default one's fallback, which most direct ones have too. */
  static Uni<Policies> policies(SqlConnection tx, Collection<UUID> ids) {
    return tx.preparedQuery(SELECT_POLICIES).execute(ids(ids)).map(StepStore::policies);
  }

  private static Policies policies(RowSet<Row> rows) {
    Map<UUID, Policy> known = new HashMap<>();
    List<Policy> direct = new ArrayList<>(0);
    Optional<Target.Channel> spare = Optional.empty();
    for (Row row : rows) {
      Policy policy = PolicyRows.readAny(row);
      known.put(policy.id(), policy);
      if (policy.namedBy().isPresent() && !row.getBoolean("alone")) {
        direct.add(policy);
      }
      if (row.getBoolean("is_default")) {
        spare = policy.fallback();
      }
    }
    for (Policy policy : direct) {
      known.put(policy.id(), policy.withFallback(spare));
    }
    return new Policies(known, spare);
  }

  /**
   * Policies as they are now.
   *
   * @param spare the fallback of the tenant's default policy
   */
  record Policies(Map<UUID, Policy> known, Optional<Target.Channel> spare) {}

  private static List<DueStep> steps(
      Collection<Job> jobs,
      List<Row> due,
      Policies policies,
      Map<UUID, GroupView> groups,
      Map<UUID, Hold> holds) {
    Map<UUID, Row> rows =
        due.stream().collect(Collectors.toMap(row -> row.getUUID("id"), Function.identity()));
    List<DueStep> steps = new ArrayList<>();
    for (Job job : jobs) {
      Row row = rows.get(job.id());
      GroupView group = row == null ? null : groups.get(row.getUUID("group_id"));
      if (row != null && group != null) {
        steps.add(step(job, row, policies, group, Optional.ofNullable(holds.get(group.id()))));
      }
    }
    return steps;
  }

  private static DueStep step(
      Job job, Row row, Policies policies, GroupView group, Optional<Hold> hold) {
    UUID policy = row.getUUID("policy_id");
    boolean requested = row.getBoolean("requested");
    UUID[] heldBy = row.getArrayOfUUIDs("held_by");
    Set<UUID> before = heldBy == null ? Set.of() : Set.of(heldBy);
    String why = row.getString("why");
    return new DueStep(
        job,
        policy,
        Optional.ofNullable(row.getUUID("route_id")),
        new Position(row.getInteger("step_order"), row.getInteger("round")),
        requested || before.isEmpty() ? why : "silence_over",
        requested,
        row.getBoolean("patience_over"),
        row.getOffsetDateTime("fires_at").toInstant(),
        row.getBoolean("reached"),
        Optional.ofNullable(policies.known().get(policy)),
        policies.spare(),
        Optional.ofNullable(row.getUUID("template_id")),
        before,
        // What a person asks for is not held: the next step now, others to be paged.
        hold.filter(_ -> !requested && !isDirect(policies, policy) && !ASKED.contains(why)),
        group);
  }

  private static boolean isDirect(Policies policies, UUID policy) {
    return Optional.ofNullable(policies.known().get(policy)).flatMap(Policy::namedBy).isPresent();
  }

  private static Tuple ids(Collection<UUID> ids) {
    return Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
  }

  private static List<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
