package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.DirectPolicies;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** When people were last paged at night: what their rest is counted from. */
@Singleton
public class NightPages {

  private static final Logger LOG = Logger.getLogger(NightPages.class);

  private static final String ADD =
      """
      INSERT INTO alerting.night_page AS n (tenant_id, user_id, paged_at)
      SELECT DISTINCT $1::uuid, w.person, $2::timestamptz FROM unnest($3::uuid[], $4::uuid[]) AS w (person, group_id)
      WHERE %s
      ORDER BY w.person
      ON CONFLICT (tenant_id, user_id) DO UPDATE SET paged_at = excluded.paged_at
      WHERE n.paged_at < excluded.paged_at\
      """
          .formatted(DirectPolicies.noDrill("w.group_id"));

  private final Database database;

  NightPages(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** The last page of those who had one. Empty when it cannot be read: rest costs no page. */
  public Uni<Map<UUID, Instant>> last(UUID tenant, Collection<UUID> people) {
    if (people.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return database
        .inTenantByKeys(
            tenant,
            tx ->
                tx.preparedQuery(
                        "SELECT user_id, paged_at FROM alerting.night_page WHERE user_id = ANY($1)")
                    .execute(Tuple.tuple().addArrayOfUUID(people.toArray(UUID[]::new))))
        .map(
            rows -> {
              Map<UUID, Instant> last = new HashMap<>();
              rows.forEach(
                  row ->
                      last.put(
                          row.getUUID("user_id"), row.getOffsetDateTime("paged_at").toInstant()));
              return last;
            })
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "event=rest_unknown tenant=%s", tenant))
        .onFailure()
        .recoverWithItem(Map.of());
  }

  /** A person who is paged at night, and the group that it is for. */
  public record Woken(UUID person, UUID group) {}

  /** These people are paged at night. A drill costs nobody their rest. */
  public static Uni<Void> add(SqlConnection tx, UUID tenant, Collection<Woken> woken, Instant at) {
    return woken.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(ADD)
            .execute(
                Tuple.tuple()
                    .addUUID(tenant)
                    .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                    .addArrayOfUUID(woken.stream().map(Woken::person).toArray(UUID[]::new))
                    .addArrayOfUUID(woken.stream().map(Woken::group).toArray(UUID[]::new)))
            .replaceWithVoid();
  }
}
