package dev.tocsin.identity.session;

import dev.tocsin.identity.user.Account;
import dev.tocsin.identity.user.OpenSessions;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Sessions and the hashes of their refresh tokens. Transactions are bound to the tenant. */
@Singleton
class SessionStore implements OpenSessions {

  /** Where a refresh token leads. */
  record Address(UUID tenantId, UUID sessionId) {}

  /** The session that a token belongs to, in whichever tenant that is not deleted. */
  Uni<Optional<Address>> find(SqlConnection tx, String token) {
    return tx.preparedQuery("select tenant_id, session_id from identity.session_of($1)")
        .execute(Tuple.of(hash(token)))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(address(rows.iterator().next())));
  }

  /**
   * Opens a session while the account is still as it was proven to be: active, and of the password
   * that was checked. Whether it is comes back. A change of the password waits for this to end, or
   * this for it, so that no session outlives the password it was opened with.
   */
  Uni<Boolean> open(
      SqlConnection tx, Account account, UUID id, String address, Instant now, Instant expireTime) {
    return tx.preparedQuery(
            """
            insert into identity.session
              (tenant_id, id, user_id, create_time, refresh_time, expire_time, address)
            select tenant_id, $2::uuid, id, $4::timestamptz, $4::timestamptz, $5::timestamptz,
                   $7::text
            from identity.person
            where tenant_id = $1 and id = $3 and active and password_hash = $6::text
            for share
            """)
        .execute(
            Tuple.from(
                List.of(
                    account.tenantId(),
                    id,
                    account.userId(),
                    utc(now),
                    utc(expireTime),
                    account.passwordHash(),
                    address)))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Removes the person's sessions that have been over since before this time. */
  Uni<Void> forget(SqlConnection tx, UUID user, Instant before) {
    return tx.preparedQuery(
            """
            delete from identity.session
            where user_id = $1 and (expire_time < $2 or end_time < $2)
            """)
        .execute(Tuple.of(user, utc(before)))
        .replaceWithVoid();
  }

  /**
   * Adds a refresh token to a session.
   *
   * @param parent the token it was exchanged for; null for the first
   */
  Uni<Void> addToken(
      SqlConnection tx,
      UUID tenant,
      UUID session,
      String token,
      @Nullable String parent,
      Instant now) {
    return tx.preparedQuery(
            """
            insert into identity.session_token (tenant_id, hash, session_id, create_time, parent_hash)
            values ($1, $2, $3, $4, $5)
            """)
        .execute(
            Tuple.of(tenant, hash(token), session, utc(now), parent == null ? null : hash(parent)))
        .replaceWithVoid();
  }

  /** The session of a token, locked: of two exchanges at once the second sees the first. */
  Uni<Optional<StoredSession>> lock(SqlConnection tx, UUID session, String token) {
    return tx.preparedQuery("select 1 from identity.session where id = $1 for update")
        .execute(Tuple.of(session))
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        select s.tenant_id, s.id, s.user_id, s.create_time, s.expire_time,
                               s.end_time, p.role, p.active, p.must_change_password,
                               t.use_time,
                               (select min(o.use_time) from identity.session_token o
                                where o.tenant_id = t.tenant_id and o.session_id = t.session_id
                                  and o.parent_hash = t.parent_hash
                                  and o.hash <> t.hash) as sibling_use_time
                        from identity.session s
                        join identity.session_token t
                          on t.tenant_id = s.tenant_id and t.session_id = s.id
                        join identity.person p
                          on p.tenant_id = s.tenant_id and p.id = s.user_id
                        where s.id = $1 and t.hash = $2
                        """)
                    .execute(Tuple.of(session, hash(token))))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(session(rows.iterator().next())));
  }

  /** Marks a token as exchanged, unless it was, and lets its session go on. */
  Uni<Void> use(SqlConnection tx, UUID session, String token, Instant now, Instant expireTime) {
    return tx.preparedQuery(
            """
            update identity.session_token set use_time = $2 where hash = $1 and use_time is null
            """)
        .execute(Tuple.of(hash(token), utc(now)))
        .chain(
            () ->
                tx.preparedQuery(
                        "update identity.session set refresh_time = $2, expire_time = $3"
                            + " where id = $1")
                    .execute(Tuple.of(session, utc(now), utc(expireTime))))
        .replaceWithVoid();
  }

  /** Ends a session; whether it was open comes back. */
  Uni<Boolean> end(SqlConnection tx, UUID session, String reason, Instant now) {
    return tx.preparedQuery(
            """
            update identity.session set end_time = $2, end_reason = $3
            where id = $1 and end_time is null
            """)
        .execute(Tuple.of(session, utc(now), reason))
        .map(rows -> rows.rowCount() > 0);
  }

  @Override
  public Uni<Void> endAll(Mutiny.Session tx, UUID userId, String reason, Instant now) {
    return tx.createNativeQuery(
            """
            update identity.session set end_time = ?1, end_reason = ?2
            where user_id = ?3 and end_time is null
            """)
        .setParameter(1, now)
        .setParameter(2, reason)
        .setParameter(3, userId)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Address address(Row row) {
    return new Address(row.getUUID("tenant_id"), row.getUUID("session_id"));
  }

  private static StoredSession session(Row row) {
    return new StoredSession(
        row.getUUID("tenant_id"),
        row.getUUID("id"),
        row.getUUID("user_id"),
        row.getOffsetDateTime("create_time").toInstant(),
        row.getOffsetDateTime("expire_time").toInstant(),
        time(row, "end_time"),
        Role.forNumber(row.getShort("role")),
        row.getBoolean("active"),
        row.getBoolean("must_change_password"),
        time(row, "use_time"),
        time(row, "sibling_use_time"));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static Buffer hash(String token) {
    return Buffer.buffer(Ids.sha256(token));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
