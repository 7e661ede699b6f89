package dev.tocsin.identity.tenant;

import dev.tocsin.identity.password.Passwords;
import dev.tocsin.identity.user.Account;
import dev.tocsin.identity.user.NewUser;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Begins an installation: makes its first tenant with an owner, once. Of several that try at once,
 * in whichever processes, one succeeds: the others wait for its transaction and then see it.
 */
@Singleton
public class FirstTenant {

  /** A token that nobody has: for a beginning without one. */
  private static final byte[] NO_TOKEN = new byte[0];

  private final Database database;
  private final Tenants tenants;
  private final People people;
  private final Passwords passwords;

  FirstTenant(
      @ServiceDatabase("identity") Database database,
      Tenants tenants,
      People people,
      Passwords passwords) {
    this.database = database;
    this.tenants = tenants;
    this.people = people;
    this.passwords = passwords;
  }

  /**
   * Where the installation stands.
   *
   * @param tokenHash SHA-256 of the set-up token
   */
  public Uni<Beginning> state(byte[] tokenHash) {
    return database.inInstallation(
        tx ->
            tx.preparedQuery("select identity.setup_state($1, false)")
                .execute(Tuple.of(Buffer.buffer(tokenHash)))
                .map(rows -> beginning(rows.iterator().next().getString(0))));
  }

  /**
   * Makes the tenant and its owner, who has chosen the password. Empty when the installation is not
   * {@link Beginning#OPEN} any more.
   *
   * @param tokenHash SHA-256 of the set-up token, which is used up with this
   */
  public Uni<Optional<Account>> begin(
      Caller caller, String name, String slug, NewUser owner, String password, byte[] tokenHash) {
    return passwords
        .hash(password)
        .flatMap(hash -> create(caller, name, slug, owner, hash, tokenHash, true));
  }

  /** Where it stands without a token. */
  Uni<Beginning> state() {
    return state(NO_TOKEN);
  }

  /** Makes the tenant without a token, and its owner with a one-time password. */
  Uni<Optional<Account>> beginUnasked(
      Caller caller, String name, String slug, NewUser owner, String oneTimePassword) {
    return passwords
        .hash(oneTimePassword)
        .flatMap(hash -> create(caller, name, slug, owner, hash, NO_TOKEN, false));
  }

  private Uni<Optional<Account>> create(
      Caller caller,
      String name,
      String slug,
      NewUser owner,
      String hash,
      byte[] tokenHash,
      boolean chosen) {
    Instant now = database.clock().now();
    var tenant = new TenantRecord(Ids.next(now), name, slug, now, now);
    return database.entities(
        tenant.id,
        tx ->
            hold(tx, tokenHash)
                .flatMap(
                    state ->
                        state == Beginning.OPEN
                            ? tenants
                                .add(tx, caller, tenant, owner, hash)
                                .call(id -> used(tx, tenant.id, tokenHash, now))
                                .call(id -> chosen(tx, chosen, id, hash, now))
                                .map(
                                    id ->
                                        Optional.of(
                                            new Account(
                                                tenant.id,
                                                id,
                                                Role.ROLE_OWNER,
                                                true,
                                                hash,
                                                !chosen)))
                            : Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Void> chosen(
      Mutiny.Session tx, boolean chosen, UUID owner, String hash, Instant now) {
    return chosen ? people.setPassword(tx, owner, hash, now) : Uni.createFrom().voidItem();
  }

  private static Uni<Beginning> hold(Mutiny.Session tx, byte[] tokenHash) {
    return tx.createNativeQuery("select identity.setup_state(?1, true)", String.class)
        .setParameter(1, tokenHash)
        .getSingleResult()
        .map(FirstTenant::beginning);
  }

  private static Uni<Void> used(Mutiny.Session tx, UUID tenant, byte[] tokenHash, Instant now) {
    return tokenHash.length == 0
        ? Uni.createFrom().voidItem()
        : tx.createNativeQuery(
                "insert into identity.setup_use (tenant_id, hash, use_time) values (?1, ?2, ?3)")
            .setParameter(1, tenant)
            .setParameter(2, tokenHash)
            .setParameter(3, now)
            .executeUpdate()
            .replaceWithVoid();
  }

  private static Beginning beginning(String state) {
    return Beginning.valueOf(state.toUpperCase(Locale.ROOT));
  }
}
