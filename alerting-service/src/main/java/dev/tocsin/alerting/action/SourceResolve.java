package dev.tocsin.alerting.action;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;

/** What else happens when the source has resolved the last alert of a group. */
@Singleton
public class SourceResolve {

  private static final String CANCEL_STEPS =
      """
      UPDATE alerting.escalation_step SET state = 'cancelled', finished_at = $2, fence = fence + 1
      WHERE tenant_id = $1 AND group_id = ANY ($3::uuid[]) AND state = 'pending'
      """;

  private static final String TELL =
      """
      INSERT INTO alerting.outbox (tenant_id, id, queue, due_at, created_at, idempotency_key, group_id, kind, payload)
      SELECT $1, o.id, o.queue, $2, $2, o.prefix || o.group_id || ':resolved', o.group_id, 'resolve', $3::text::jsonb
      FROM unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[]) AS o (id, queue, prefix, group_id)
      ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
      """;

  /**
   * Cancels the steps that are still to come, and leaves word for the messages and tickets. The
   * rows of the groups and their alerts are resolved already and locked by this transaction.
   */
  public Uni<Void> groupsResolved(
      SqlConnection tx, UUID tenant, Collection<UUID> groups, Actor by, Instant now) {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    UUID[] each = groups.toArray(UUID[]::new);
    int n = each.length;
    UUID[] ids = new UUID[2 * n];
    UUID[] of = new UUID[2 * n];
    String[] queues = new String[2 * n];
    String[] prefixes = new String[2 * n];
    for (int i = 0; i < 2 * n; i++) {
      ids[i] = Ids.next(now);
      of[i] = each[i % n];
      queues[i] = i < n ? "notification" : "ticket";
      prefixes[i] = i < n ? "revise:" : "ticket:";
    }
    String payload =
        new JsonObject()
            .put("kind", "resolved")
            .put("actor_kind", by.kind())
            .put("actor_id", by.id())
            .encode();
    return tx.preparedQuery(CANCEL_STEPS)
        .execute(Tuple.of(tenant, at, each))
        .chain(
            () ->
                tx.preparedQuery(TELL)
                    .execute(
                        Tuple.from(new Object[] {tenant, at, payload, ids, queues, prefixes, of})))
        .replaceWithVoid();
  }
}
