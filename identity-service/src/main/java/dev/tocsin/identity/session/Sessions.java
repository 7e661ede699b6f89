package dev.tocsin.identity.session;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.Account;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Opens, renews and ends sessions. */
@Singleton
class Sessions {

  private static final String TOKEN_PREFIX = "tcr_";

  /** Sessions that are over stay this long, so that a late reuse of a token is still told. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Database database;
  private final SessionStore store;
  private final AccessTokens tokens;
  private final SessionConfig config;
  private final AuditLog audit;

  Sessions(
      @ServiceDatabase("identity") Database database,
      SessionStore store,
      AccessTokens tokens,
      SessionConfig config,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.tokens = tokens;
    this.config = config;
    this.audit = audit;
  }

  /**
   * Opens a session for a person who has proven who it is. Unauthenticated when the password was
   * changed or the person deactivated since.
   *
   * @param address where the person is; empty when it is not known
   */
  Uni<Grant> open(Account account, String address, String requestId) {
    Instant now = database.clock().now();
    UUID id = Ids.next(now);
    String refreshToken = Ids.secret(TOKEN_PREFIX);
    UUID tenant = account.tenantId();
    Caller caller =
        new Caller(
            Caller.Kind.USER,
            tenant,
            account.userId().toString(),
            account.role(),
            Set.of(),
            requestId);
    return database
        .inTenant(
            tenant,
            tx ->
                store
                    .open(tx, account, id, address, now, expireTime(now, now))
                    .invoke(Sessions::mustBeOpened)
                    .chain(() -> store.forget(tx, account.userId(), now.minus(REMEMBERED)))
                    .chain(() -> store.addToken(tx, tenant, id, refreshToken, null, now))
                    .chain(
                        () ->
                            audit.record(
                                tx,
                                caller,
                                tenant,
                                "session.open",
                                "sessions/" + id,
                                address.isEmpty() ? Map.of() : Map.of("address", address))))
        .map(
            done ->
                new Grant(
                    tokens.issue(tenant, account.userId(), account.role(), id, now),
                    tokens.life(),
                    refreshToken,
                    account.userId(),
                    tenant,
                    account.mustChangePassword()));
  }

  private static void mustBeOpened(boolean opened) {
    if (!opened) {
      throw new Unauthenticated("tenant, address or password is wrong");
    }
  }

  /**
   * Exchanges a refresh token for a new pair; Unauthenticated when it does not hold any more, or
   * the password is the one-time one.
   */
  Uni<Grant> refresh(String token, String requestId) {
    return database
        .inInstallation(tx -> store.find(tx, token))
        .flatMap(
            found ->
                found
                    .map(
                        address ->
                            database.inTenant(
                                address.tenantId(), tx -> exchange(tx, address, token, requestId)))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
        .map(
            grant ->
                grant.orElseThrow(
                    () ->
                        new Unauthenticated(
                            "the refresh token is unknown, used or over: sign in again")));
  }

  /** Ends the session of a token, if there is one that is open. */
  Uni<Void> end(String token, String requestId) {
    Instant now = database.clock().now();
    return database
        .inInstallation(tx -> store.find(tx, token))
        .flatMap(
            found ->
                found
                    .map(
                        address ->
                            database.inTenant(
                                address.tenantId(), tx -> end(tx, address, token, requestId, now)))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> end(
      SqlConnection tx, SessionStore.Address address, String token, String requestId, Instant now) {
    return store
        .lock(tx, address.sessionId(), token)
        .flatMap(
            found ->
                found
                    .map(session -> end(tx, session, "signed out", requestId, now))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> end(
      SqlConnection tx, StoredSession session, String reason, String requestId, Instant now) {
    return store
        .end(tx, session.id(), reason, now)
        .flatMap(
            ended ->
                ended
                    ? audit.record(
                        tx,
                        caller(session, requestId),
                        session.tenantId(),
                        "session.end",
                        "sessions/" + session.id(),
                        Map.of("reason", reason))
                    : Uni.createFrom().voidItem());
  }

  /** Decides on a presented token and acts, in one transaction that commits either way. */
  private Uni<Optional<Grant>> exchange(
      SqlConnection tx, SessionStore.Address address, String token, String requestId) {
    Instant now = database.clock().now();
    return store
        .lock(tx, address.sessionId(), token)
        .flatMap(
            found -> {
              StoredSession session = found.orElse(null);
              if (session == null) {
                return Uni.createFrom().item(Optional.empty());
              }
              return switch (session.verdict(now, config.refreshGrace())) {
                case OVER -> Uni.createFrom().item(Optional.empty());
                case STOLEN ->
                    end(tx, session, "refresh token used twice", requestId, now)
                        .replaceWith(Optional.empty());
                case RENEW -> renew(tx, session, token, now).map(Optional::of);
              };
            });
  }

  private Uni<Grant> renew(SqlConnection tx, StoredSession session, String token, Instant now) {
    String next = Ids.secret(TOKEN_PREFIX);
    return store
        .use(tx, session.id(), token, now, expireTime(session.createTime(), now))
        .chain(() -> store.addToken(tx, session.tenantId(), session.id(), next, token, now))
        .map(
            done ->
                new Grant(
                    tokens.issue(
                        session.tenantId(), session.userId(), session.role(), session.id(), now),
                    tokens.life(),
                    next,
                    session.userId(),
                    session.tenantId(),
                    session.mustChangePassword()));
  }

  private Instant expireTime(Instant createTime, Instant now) {
    Instant idle = now.plus(config.refreshLife());
    Instant longest = createTime.plus(config.longest());
    return idle.isBefore(longest) ? idle : longest;
  }

  private static Caller caller(StoredSession session, String requestId) {
    return new Caller(
        Caller.Kind.USER,
        session.tenantId(),
        session.userId().toString(),
        session.role(),
        Set.of(),
        requestId);
  }
}
