package dev.tocsin.identity.user;

import dev.tocsin.platform.error.Exhausted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Codes that wait to come back. Each method works in a transaction bound to the tenant. */
@Singleton
class CodeStore {

  private static final Duration WINDOW = Duration.ofHours(1);

  /** The hash of a code that waits, and which try this is. */
  record Waiting(String hash, int tries) {}

  /**
   * Counts one more code.
   *
   * @param about what is counted together
   * @return how many more there may be within the hour; fails with {@link Exhausted} when it is one
   *     too many
   */
  Uni<Integer> count(SqlConnection tx, UUID tenant, String about, int most, Instant now) {
    return tx.preparedQuery(
            """
            insert into identity.code_send as s (tenant_id, about, window_start, sends)
            values ($1, $2, $3, 1)
            on conflict (tenant_id, about) do update set
              window_start = case when s.window_start <= $4 then $3 else s.window_start end,
              sends = case when s.window_start <= $4 then 1 else s.sends + 1 end
            returning window_start, sends
            """)
        .execute(Tuple.of(tenant, about, at(now), at(now.minus(WINDOW))))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              int sends = row.getInteger("sends");
              if (sends > most) {
                Instant again = row.getOffsetDateTime("window_start").toInstant().plus(WINDOW);
                Duration wait = Duration.between(now, again);
                throw new Exhausted(
                    "%d codes were sent within the hour: the next may be sent in %d minutes"
                        .formatted(most, wait.plusSeconds(59).toMinutes()),
                    wait);
              }
              return most - sends;
            });
  }

  /** Takes back what {@link #count} counted at that time; nothing once another hour has begun. */
  Uni<Void> uncount(SqlConnection tx, UUID tenant, String about, Instant counted) {
    return tx.preparedQuery(
            """
            update identity.code_send set sends = sends - 1
            where tenant_id = $1 and about = $2 and window_start <= $3 and sends > 0
            """)
        .execute(Tuple.of(tenant, about, at(counted)))
        .replaceWithVoid();
  }

  /** Forgets counts of hours that are long over. */
  Uni<Void> sweep(SqlConnection tx, Instant now) {
    return tx.preparedQuery(
            """
            delete from identity.code_send where (tenant_id, about) in (
              select tenant_id, about from identity.code_send where window_start < $1
              limit 100 for update skip locked)
            """)
        .execute(Tuple.of(at(now.minus(WINDOW.multipliedBy(24)))))
        .replaceWithVoid();
  }

  /** Lets a code wait; one that waited for the same contact method ends. */
  Uni<Void> put(SqlConnection tx, UUID tenant, UUID contact, String hash, Instant expires) {
    return tx.preparedQuery(
            """
            insert into identity.contact_code (tenant_id, contact_id, hash, expire_time, tries)
            values ($1, $2, $3, $4, 0)
            on conflict (tenant_id, contact_id) do update
              set hash = excluded.hash, expire_time = excluded.expire_time, tries = 0
            """)
        .execute(Tuple.of(tenant, contact, hash, at(expires)))
        .replaceWithVoid();
  }

  /**
   * Lets a code wait if no other does that may still be tried.
   *
   * @return whether it waits
   */
  Uni<Boolean> putIfNone(
      SqlConnection tx,
      UUID tenant,
      UUID contact,
      String hash,
      Instant expires,
      int most,
      Instant now) {
    return tx.preparedQuery(
            """
            insert into identity.contact_code as c (tenant_id, contact_id, hash, expire_time, tries)
            values ($1, $2, $3, $4, 0)
            on conflict (tenant_id, contact_id) do update
              set hash = excluded.hash, expire_time = excluded.expire_time, tries = 0
              where c.expire_time <= $5 or c.tries >= $6
            """)
        .execute(Tuple.of(tenant, contact, hash, at(expires), at(now), most))
        .map(done -> done.rowCount() > 0);
  }

  /** Spends a try; empty when no code waits, or none that may be tried any more. */
  Uni<Optional<Waiting>> spendTry(SqlConnection tx, UUID contact, int most, Instant now) {
    return tx.preparedQuery(
            """
            update identity.contact_code set tries = tries + 1
            where contact_id = $1 and tries < $2 and expire_time > $3
            returning hash, tries
            """)
        .execute(Tuple.of(contact, most, at(now)))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(waiting(rows.iterator().next())));
  }

  private static Waiting waiting(Row row) {
    return new Waiting(row.getString("hash"), row.getInteger("tries"));
  }

  /** Uses the code up and notes that the address is verified; false when it was used meanwhile. */
  Uni<Boolean> accept(SqlConnection tx, UUID contact, String hash, Instant now) {
    return tx.preparedQuery("delete from identity.contact_code where contact_id = $1 and hash = $2")
        .execute(Tuple.of(contact, hash))
        .chain(
            gone ->
                gone.rowCount() == 0
                    ? Uni.createFrom().item(false)
                    : tx.preparedQuery(
                            "update identity.contact_method set verified_time = $2 where id = $1")
                        .execute(Tuple.of(contact, at(now)))
                        .replaceWith(true));
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
