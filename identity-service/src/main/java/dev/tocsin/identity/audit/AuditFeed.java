package dev.tocsin.identity.audit;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.feed.Position;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the audit log of a tenant, on whichever replica it is written: each follower reads the
 * database every two seconds. Changes come in the order in which they became certain (ADR 15), so
 * that whoever resumes after one misses none and gets none twice.
 */
@Singleton
public class AuditFeed {

  /** A change, with fields as in {@code tocsin.identity.v1.AuditEvent}. */
  public record Change(UUID id, Instant time, String actor, String action, String resource) {}

  private static final Logger LOG = Logger.getLogger(AuditFeed.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int BATCH = 200;

  /** Followers of a tenant on one replica. */
  private static final int MOST = 200;

  private static final String AFTER =
      """
      with h as materialized (select %s as certain)
      select h.certain, x.* from h left join (
        select e.xid, e.id, e.time, e.actor, e.action, e.resource
        from identity.audit_event e
        where e.tenant_id = $1 and (e.xid, e.id) > ($2, $3) and e.xid < (select certain from h)
          and e.resource like $4
        order by e.xid, e.id limit $5) x on true
      order by x.xid, x.id\
      """
          .formatted(Position.CERTAIN);

  /** A transaction that has not begun is of before a restore: nothing can be told after it. */
  private static final String WHERE =
      "select xid, id from identity.audit_event where tenant_id = $1 and id = $2 and resource like"
          + " $3 and xid < "
          + Position.BEYOND;

  private final Database database;
  private final Map<UUID, Integer> followers = new ConcurrentHashMap<>();

  AuditFeed(@ServiceDatabase("identity") Database database) {
    this.database = database;
  }

  /**
   * Every change of what is below a noun, after a change or from now on; never ends by itself, not
   * even while the database is away. Fails with {@code NotFound} when there is no such change or it
   * is from before a restore, and with {@code Exhausted} when the tenant has {@link #MOST}
   * followers here.
   *
   * @param noun for example {@code schedules}
   * @param after the last change that the follower knows
   */
  public Multi<Change> follow(UUID tenant, String noun, Optional<UUID> after) {
    return Multi.createFrom()
        .deferred(
            () -> {
              enter(tenant);
              Follower follower = new Follower(tenant, noun + "/%", after);
              return Multi.createBy()
                  .repeating()
                  .uni(follower::next)
                  .indefinitely()
                  .onItem()
                  .<Change>disjoint()
                  .onTermination()
                  .invoke(() -> leave(tenant));
            });
  }

  private void enter(UUID tenant) {
    int now = followers.merge(tenant, 1, Integer::sum);
    if (now > MOST) {
      leave(tenant);
      throw new Exhausted(
          "%d streams follow the changes already, the most there may be: end some".formatted(MOST),
          Duration.ofSeconds(30));
    }
  }

  private void leave(UUID tenant) {
    followers.computeIfPresent(tenant, (same, count) -> count > 1 ? count - 1 : null);
  }

  private final class Follower {
    private final UUID tenant;
    private final String resources;
    private final Optional<UUID> after;
    private volatile @Nullable Position reached;
    private volatile boolean caughtUp;

    Follower(UUID tenant, String resources, Optional<UUID> after) {
      this.tenant = tenant;
      this.resources = resources;
      this.after = after;
    }

    /** The next changes, maybe none. */
    Uni<List<Change>> next() {
      Position known = reached;
      Uni<List<Change>> changes =
          known == null
              ? begin()
              : caughtUp
                  ? Uni.createFrom().voidItem().onItem().delayIt().by(POLL).chain(() -> read(known))
                  : read(known);
      return changes
          .onFailure(failure -> !(failure instanceof NotFound))
          .recoverWithUni(
              failure -> {
                LOG.debugf("event=audit_unread tenant=%s error=%s", tenant, failure.getMessage());
                return Uni.createFrom()
                    .item(List.<Change>of())
                    .onItem()
                    .delayIt()
                    .by(AFTER_FAILURE);
              });
    }

    private Uni<List<Change>> begin() {
      return database
          .inTenant(tenant, tx -> after.isEmpty() ? now(tx) : where(tx, after.get()))
          .invoke(position -> reached = position)
          .replaceWith(List.of());
    }

    private Uni<Position> now(SqlConnection tx) {
      return tx.query("select " + Position.CERTAIN)
          .execute()
          .map(rows -> Position.before(rows.iterator().next().getLong(0)));
    }

    private Uni<Position> where(SqlConnection tx, UUID change) {
      return tx.preparedQuery(WHERE)
          .execute(Tuple.of(tenant, change, resources))
          .map(
              rows -> {
                if (!rows.iterator().hasNext()) {
                  throw new NotFound("event", change);
                }
                Row row = rows.iterator().next();
                return new Position(row.getLong(0), row.getUUID(1));
              });
    }

    private Uni<List<Change>> read(Position known) {
      return database
          .inTenant(
              tenant,
              tx ->
                  tx.preparedQuery(AFTER)
                      .execute(Tuple.of(tenant, known.xid(), known.id(), resources, BATCH)))
          .map(rows -> changes(rows, known));
    }

    private List<Change> changes(RowSet<Row> rows, Position from) {
      List<Change> changes = new ArrayList<>();
      Position last = from;
      for (Row row : rows) {
        if (row.getUUID("id") != null) {
          last = new Position(row.getLong("xid"), row.getUUID("id"));
          changes.add(
              new Change(
                  row.getUUID("id"),
                  row.getOffsetDateTime("time").toInstant(),
                  row.getString("actor"),
                  row.getString("action"),
                  row.getString("resource")));
        }
      }
      caughtUp = changes.size() < BATCH;
      if (caughtUp) {
        Position end = Position.before(rows.iterator().next().getLong("certain"));
        last = end.isAfter(last) ? end : last;
      }
      reached = last;
      return changes;
    }
  }
}
