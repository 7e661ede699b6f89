package dev.tocsin.identity.session;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.password.Passwords;
import dev.tocsin.identity.user.Account;
import dev.tocsin.identity.user.OpenSessions;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Unauthenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Checks passwords: at sign-in, and when one is changed. */
@Singleton
class SignIn {

  private final Database database;
  private final People people;
  private final Passwords passwords;
  private final OpenSessions sessions;
  private final AuditLog audit;

  SignIn(
      @ServiceDatabase("identity") Database database,
      People people,
      Passwords passwords,
      OpenSessions sessions,
      AuditLog audit) {
    this.database = database;
    this.people = people;
    this.passwords = passwords;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * The account that these open. Unauthenticated for any wrong part, without telling which, and
   * after the same time.
   *
   * @param slug slug of the tenant; empty when the address belongs to one tenant only
   */
  Uni<Account> check(String slug, String email, String password) {
    return find(slug, email.strip().toLowerCase(Locale.ROOT))
        .flatMap(
            account ->
                passwords
                    .matches(password, account.map(Account::passwordHash))
                    .map(
                        right ->
                            account
                                .filter(found -> right)
                                .orElseThrow(
                                    () ->
                                        new Unauthenticated(
                                            "tenant, address or password is wrong"))));
  }

  /**
   * Changes the caller's own password; Denied when the old one is wrong. Every session of the
   * person ends, the caller's too: whoever knew the old password signs in anew.
   */
  Uni<Void> change(Caller caller, String oldPassword, String newPassword) {
    if (caller.kind() != Caller.Kind.USER) {
      throw new Denied(caller.actor() + " has no password: only people have one");
    }
    UUID user = UUID.fromString(caller.id());
    return account(caller.tenantId(), user)
        .flatMap(
            account ->
                passwords
                    .matches(oldPassword, account.map(Account::passwordHash))
                    .invoke(SignIn::mustBeTheOldOne)
                    .map(right -> account.orElseThrow()))
        .flatMap(
            account -> passwords.hash(newPassword).flatMap(hash -> store(caller, account, hash)));
  }

  private Uni<Void> store(Caller caller, Account account, String hash) {
    Instant now = database.clock().now();
    UUID user = account.userId();
    return database.entities(
        account.tenantId(),
        tx ->
            people
                .lockPassword(tx, user, account.passwordHash())
                .invoke(SignIn::mustBeTheOldOne)
                .chain(() -> people.setPassword(tx, user, hash, now))
                .chain(() -> sessions.endAll(tx, user, "password changed", now))
                .chain(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            account.tenantId(),
                            "user.change_password",
                            "users/" + user,
                            Map.of())));
  }

  private static void mustBeTheOldOne(boolean right) {
    if (!right) {
      throw new Denied("the old password is wrong");
    }
  }

  /** Looks in all tenants for the one account with this address. */
  private Uni<Optional<Account>> find(String slug, String address) {
    return database
        .inInstallation(
            tx ->
                tx.preparedQuery("select tenant_id, user_id from identity.sign_in_accounts($1, $2)")
                    .execute(Tuple.of(slug, address)))
        .flatMap(this::only);
  }

  private Uni<Optional<Account>> only(RowSet<Row> found) {
    if (found.size() != 1) {
      return Uni.createFrom().item(Optional.empty());
    }
    Row row = found.iterator().next();
    return account(row.getUUID("tenant_id"), row.getUUID("user_id"));
  }

  private Uni<Optional<Account>> account(UUID tenant, UUID user) {
    return database
        .entities(tenant, tx -> people.account(tx, user))
        .map(account -> account.filter(Account::active));
  }
}
