package dev.tocsin.identity.user;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.password.Passwords;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Shows that an address reaches its owner: six digits go there and must come back. The code is in
 * no answer and no log, and stored as its bcrypt hash alone; comparing takes the same time whatever
 * is wrong with it. Every try is counted before it is looked at, so that many at once are no more.
 */
@ApplicationScoped
class ContactCodes {

  private static final Logger LOG = Logger.getLogger(ContactCodes.class);
  static final Duration LIFE = Duration.ofMinutes(10);
  static final int TRIES = 5;
  static final int SENDS_TO_ADDRESS = 5;
  static final int SENDS_OF_PERSON = 15;
  private static final int CODES = 1_000_000;

  /** A code is on its way. */
  record Sent(Instant expires, int sendsLeft) {}

  private final SecureRandom random = new SecureRandom();
  private final Database database;
  private final Contacts contacts;
  private final CodeStore codes;
  private final CodePost post;
  private final Passwords hashes;
  private final AuditLog audit;

  ContactCodes(
      @ServiceDatabase("identity") Database database,
      Contacts contacts,
      CodeStore codes,
      CodePost post,
      Passwords hashes,
      AuditLog audit) {
    this.database = database;
    this.contacts = contacts;
    this.codes = codes;
    this.post = post;
    this.hashes = hashes;
    this.audit = audit;
  }

  Uni<Sent> send(Caller caller, UUID userId, UUID id) {
    String code = "%06d".formatted(random.nextInt(CODES));
    Instant now = database.clock().now();
    UUID wish = Ids.next(now);
    return reach(caller, userId, id)
        .flatMap(
            reached ->
                hashes
                    .hash(code)
                    .flatMap(hash -> put(caller, reached.contact(), hash, now))
                    .call(
                        () ->
                            post.send(
                                reached.person(),
                                reached.contact(),
                                wish,
                                code,
                                LIFE.toMinutes())));
  }

  /** The contact method, verified. */
  Uni<ContactPoint> verify(Caller caller, UUID userId, UUID id, String code) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return reach(caller, userId, id)
        .flatMap(_ -> database.inTenant(tenant, tx -> codes.spendTry(tx, id, TRIES, now)))
        .flatMap(
            waiting ->
                hashes
                    .matches(code, waiting.map(CodeStore.Waiting::hash))
                    .invoke(right -> mustBeRight(waiting, right))
                    .flatMap(_ -> accept(caller, userId, id, waiting.orElseThrow(), now)))
        .flatMap(_ -> contacts.get(caller, userId, id))
        .call(
            contact ->
                post.cameBack(contact)
                    .onFailure()
                    .invoke(
                        failure ->
                            LOG.warnf(
                                "event=contact_not_unblocked contact=%s error=%s",
                                contact.id, failure.getMessage()))
                    .onFailure()
                    .recoverWithNull());
  }

  private Uni<Contacts.Owned> reach(Caller caller, UUID userId, UUID id) {
    return contacts
        .withOwner(caller, userId, id, Role.ROLE_ADMIN)
        .invoke(
            found -> {
              if (!found.person().active) {
                throw new Precondition("user " + userId + " is deactivated: reactivate it first");
              }
            });
  }

  private Uni<Sent> put(Caller caller, ContactPoint contact, String hash, Instant now) {
    UUID tenant = caller.tenantId();
    String address = contact.kind + ":" + contact.address;
    String about = "address:" + HexFormat.of().formatHex(Ids.sha256(address));
    Instant expires = now.plus(LIFE);
    return database.inTenant(
        tenant,
        tx ->
            codes
                .sweep(tx, now)
                .chain(
                    () -> codes.count(tx, tenant, "user:" + contact.userId, SENDS_OF_PERSON, now))
                .chain(() -> codes.count(tx, tenant, about, SENDS_TO_ADDRESS, now))
                .call(() -> codes.put(tx, tenant, contact.id, hash, expires))
                .call(() -> record(tx, caller, contact.userId, contact.id, "send_code"))
                .map(left -> new Sent(expires, left)));
  }

  private static void mustBeRight(Optional<CodeStore.Waiting> waiting, boolean right) {
    if (waiting.isEmpty()) {
      throw new Precondition(
          "no code is waiting: it was used, is older than %d minutes or was tried %d times; send another"
              .formatted(LIFE.toMinutes(), TRIES));
    }
    if (!right) {
      int left = TRIES - waiting.get().tries();
      throw Invalid.field(
          "code",
          "is not the one that was sent; "
              + (left == 0 ? "send another" : left + (left == 1 ? " try is left" : " tries left")));
    }
  }

  private Uni<Void> accept(
      Caller caller, UUID userId, UUID id, CodeStore.Waiting waiting, Instant now) {
    return database.inTenant(
        caller.tenantId(),
        tx ->
            codes
                .accept(tx, id, waiting.hash(), now)
                .flatMap(
                    fresh -> {
                      if (!fresh) {
                        throw new Precondition("the code was used meanwhile: send another");
                      }
                      return record(tx, caller, userId, id, "verify");
                    }));
  }

  private Uni<Void> record(SqlConnection tx, Caller caller, UUID userId, UUID id, String verb) {
    return audit.record(
        tx,
        caller,
        caller.tenantId(),
        "contact_method." + verb,
        Contacts.resource(userId, id),
        Map.of());
  }
}
