package dev.tocsin.identity.calendar;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.calendar.CalendarLink.Found;
import dev.tocsin.identity.calendar.CalendarLink.Shows;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, finds and revokes secret addresses. */
@Singleton
class CalendarLinks {

  static final String PREFIX = "tcc_";
  private static final int SHOWN = PREFIX.length() + 4;

  /** A new link; the only time that its secret is seen. */
  record Created(CalendarLink link, String secret) {}

  private final Database database;
  private final CalendarLinkStore store;
  private final AuditLog audit;
  private final CalendarConfig config;

  CalendarLinks(
      @ServiceDatabase("identity") Database database,
      CalendarLinkStore store,
      AuditLog audit,
      CalendarConfig config) {
    this.database = database;
    this.store = store;
    this.audit = audit;
    this.config = config;
  }

  /** A link for the caller: a person, with whom it ends. A key's would outlive the key. */
  Uni<Created> create(Caller caller, Shows shows, String label) {
    UUID person =
        person(caller).orElseThrow(() -> new Denied("calendar links are made by people: sign in"));
    Optional<UUID> owner = Optional.of(person);
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    String secret = Ids.secret(PREFIX);
    var link =
        new CalendarLink(
            Ids.next(now),
            shows,
            owner,
            label,
            secret.substring(0, SHOWN) + "…",
            now,
            Optional.empty());
    return database
        .inTenant(
            tenant,
            tx ->
                mustExist(tx, shows)
                    .invoke(
                        there -> {
                          if (shows instanceof Shows.PersonShifts whose
                              && !person.equals(whose.person())
                              && !isManager(caller)) {
                            throw new Denied(
                                "the shifts of somebody else take the role manager: name yourself"
                                    + " (me) or a schedule");
                          }
                        })
                    .chain(there -> mayHaveOneMore(tx, person))
                    .chain(few -> store.add(tx, tenant, link, Ids.sha256(secret)))
                    .chain(
                        added ->
                            audit.record(
                                tx,
                                caller,
                                tenant,
                                "calendar_link.create",
                                resource(link.id()),
                                detail(shows, label))))
        .replaceWith(new Created(link, secret));
  }

  private Uni<Void> mustExist(SqlConnection tx, Shows shows) {
    return store
        .exists(tx, shows)
        .invoke(
            there -> {
              if (!there) {
                throw switch (shows) {
                  case Shows.ScheduleShifts s -> new NotFound("schedule", s.schedule());
                  case Shows.PersonShifts p -> new NotFound("user", p.person());
                };
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> mayHaveOneMore(SqlConnection tx, UUID owner) {
    return store
        .count(tx, owner)
        .invoke(
            count -> {
              if (count >= config.linksPerPerson()) {
                throw new Precondition(
                    "you have %d calendar links, the most that a person may have: revoke one"
                        .formatted(count));
              }
            })
        .replaceWithVoid();
  }

  private static Map<String, String> detail(Shows shows, String label) {
    return switch (shows) {
      case Shows.ScheduleShifts s -> Map.of("label", label, "schedule_id", s.schedule().toString());
      case Shows.PersonShifts p -> Map.of("label", label, "user_id", p.person().toString());
    };
  }

  /** The caller's own; for a manager everybody's. */
  Uni<List<CalendarLink>> list(Caller caller, Optional<CalendarLinkStore.Place> after, int most) {
    return store.list(caller.tenantId(), reach(caller), after, most);
  }

  Uni<Void> revoke(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            store
                .revoke(tx, id, reach(caller), database.clock().now())
                .chain(
                    revoked -> {
                      if (!revoked) {
                        throw new NotFound("calendar link", id);
                      }
                      return audit.record(
                          tx, caller, tenant, "calendar_link.revoke", resource(id), Map.of());
                    }));
  }

  /** The link with this secret, if it works. */
  Uni<Optional<Found>> find(String secret) {
    return secret.startsWith(PREFIX) && secret.length() <= 100
        ? store.find(Ids.sha256(secret))
        : Uni.createFrom().item(Optional.empty());
  }

  /** Notes that it was read. */
  Uni<Void> used(Found link) {
    return store.used(link, database.clock().now());
  }

  private static String resource(UUID id) {
    return "calendar-links/" + id;
  }

  /** Whose links a caller may see and revoke: empty for everybody's. */
  private static Optional<UUID> reach(Caller caller) {
    return isManager(caller)
        ? Optional.empty()
        : Optional.of(person(caller).orElse(new UUID(0, 0)));
  }

  private static boolean isManager(Caller caller) {
    return caller.kind() == Caller.Kind.SERVICE
        || caller.role().getNumber() >= Role.ROLE_MANAGER.getNumber();
  }

  private static Optional<UUID> person(Caller caller) {
    return caller.kind() == Caller.Kind.USER
        ? Optional.of(UUID.fromString(caller.id()))
        : Optional.empty();
  }
}
