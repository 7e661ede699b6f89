package dev.tocsin.identity.user;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.password.Passwords;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
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
@Singleton
class ContactCodes {

  private static final Logger LOG = Logger.getLogger(ContactCodes.class);
  static final Duration LIFE = Duration.ofMinutes(10);
  static final int TRIES = 5;
  static final int SENDS_TO_ADDRESS = 5;
  static final int SENDS_OF_PERSON = 15;
  private static final int CODES = 1_000_000;

  /** A code is on its way. */
  record Sent(Instant expires, int sendsLeft) {}

  /** A code that is about to be sent. */
  private record Draft(Caller caller, Contacts.Owned to, String hash, Instant now) {
    UUID tenant() {
      return caller.tenantId();
    }

    Instant expires() {
      return now.plus(LIFE);
    }

    /** What the codes of the person are counted by. */
    String person() {
      return "user:" + to.contact().userId;
    }

    /** What the codes to the address are counted by. */
    String address() {
      String address = to.contact().kind + ":" + to.contact().address;
      return "address:" + HexFormat.of().formatHex(Ids.sha256(address));
    }
  }

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

  /**
   * Sends a code, which then is the only one that waits. A code that certainly did not go out
   * leaves everything as it was: it is not counted, and an earlier one stays good. When nobody
   * knows whether it did, the earlier one stays good too, and without an earlier one the new one
   * waits, so that whichever arrives can come back; the new one counts only where it waits, so that
   * each code that could be guessed at was counted.
   */
  Uni<Sent> send(Caller caller, UUID userId, UUID id) {
    String code = "%06d".formatted(random.nextInt(CODES));
    Instant now = database.clock().now();
    return reach(caller, userId, id)
        .flatMap(
            reached ->
                hashes
                    .hash(code)
                    .flatMap(
                        hash -> {
                          Draft draft = new Draft(caller, reached, hash, now);
                          return toTheEnd(
                              count(draft).call(() -> post(draft, code)).call(() -> put(draft)));
                        }));
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

  private Uni<Sent> count(Draft draft) {
    return database.inTenant(
        draft.tenant(),
        tx ->
            codes
                .sweep(tx, draft.now())
                .chain(
                    () ->
                        codes.count(
                            tx, draft.tenant(), draft.person(), SENDS_OF_PERSON, draft.now()))
                .chain(
                    () ->
                        codes.count(
                            tx, draft.tenant(), draft.address(), SENDS_TO_ADDRESS, draft.now()))
                .map(left -> new Sent(draft.expires(), left)));
  }

  private Uni<Void> post(Draft draft, String code) {
    return Uni.createFrom()
        .deferred(
            () ->
                post.send(
                    draft.to().person(),
                    draft.to().contact(),
                    Ids.next(draft.now()),
                    code,
                    LIFE.toMinutes()))
        .onFailure()
        .call(
            failure ->
                (failure instanceof Unavailable ? putIfNone(draft) : uncount(draft))
                    .onFailure()
                    .invoke(
                        second ->
                            LOG.warnf(
                                "event=code_still_counted contact=%s error=%s",
                                draft.to().contact().id, second.getMessage()))
                    .onFailure()
                    .recoverWithNull());
  }

  private Uni<Void> put(Draft draft) {
    return database.inTenant(
        draft.tenant(),
        tx ->
            codes
                .put(tx, draft.tenant(), draft.to().contact().id, draft.hash(), draft.expires())
                .chain(() -> record(tx, draft)));
  }

  private Uni<Void> putIfNone(Draft draft) {
    return database.inTenant(
        draft.tenant(),
        tx ->
            codes
                .putIfNone(
                    tx,
                    draft.tenant(),
                    draft.to().contact().id,
                    draft.hash(),
                    draft.expires(),
                    TRIES,
                    draft.now())
                .chain(waits -> waits ? record(tx, draft) : uncount(tx, draft)));
  }

  private Uni<Void> uncount(Draft draft) {
    return database.inTenant(draft.tenant(), tx -> uncount(tx, draft));
  }

  private Uni<Void> uncount(SqlConnection tx, Draft draft) {
    return codes
        .uncount(tx, draft.tenant(), draft.person(), draft.now())
        .chain(() -> codes.uncount(tx, draft.tenant(), draft.address(), draft.now()));
  }

  private Uni<Void> record(SqlConnection tx, Draft draft) {
    ContactPoint contact = draft.to().contact();
    return record(tx, draft.caller(), contact.userId, contact.id, "send_code");
  }

  /** A code that was counted is dealt with even if nobody waits for the answer any more. */
  private static <T> Uni<T> toTheEnd(Uni<T> work) {
    return Uni.createFrom()
        .emitter(answer -> work.subscribe().with(answer::complete, answer::fail));
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
