package dev.tocsin.alerting.policy;

import dev.tocsin.alerting.timeline.Actor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Policies that are made for one group, because somebody named whom to page: one step, gone through
 * again a few times, with the fallback of the tenant's default policy; or once, and nobody else.
 */
public final class DirectPolicies {

  private static final String INSERT =
      """
      INSERT INTO alerting.direct_policy (tenant_id, id, group_id, steps, repeat, created_at, named_by, alone)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)\
      """;

  private DirectPolicies() {}

  /**
   * A condition: the group in the column is of no drill. It goes by what is stored for the group
   * when a drill begins it, which nobody can ask for; a label anybody may send. {@code $1} is the
   * tenant.
   */
  public static String noDrill(String groupColumn) {
    return "NOT EXISTS (SELECT FROM alerting.direct_policy d WHERE d.tenant_id = $1 AND d.group_id"
        + " = %s AND d.alone)".formatted(groupColumn);
  }

  /**
   * Writes what an assignment needs before a step may name its policy: nothing for one of the list.
   *
   * @param repeat how many times its step fires again when nobody answers
   * @param by who named them
   */
  public static Uni<Void> store(
      SqlConnection tx,
      UUID tenant,
      UUID group,
      Assignment assignment,
      int repeat,
      Actor by,
      Instant now) {
    return switch (assignment) {
      case Assignment.ToPolicy _ -> Uni.createFrom().voidItem();
      case Assignment.ToTargets named ->
          tx.preparedQuery(INSERT)
              .execute(
                  Tuple.tuple()
                      .addUUID(tenant)
                      .addUUID(named.policy())
                      .addUUID(group)
                      .addJsonArray(new JsonArray(named.steps()))
                      .addInteger(named.alone() ? 0 : repeat)
                      .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                      .addString(by.kind() + ":" + by.id())
                      .addBoolean(named.alone()))
              .replaceWithVoid();
    };
  }
}
