package dev.tocsin.identity.swap;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.notice.Notice;
import dev.tocsin.identity.notice.Notices;
import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells the parties of a change and the audit log, in the transaction of the change. */
@Singleton
class Parties {

  private final People people;
  private final Notices notices;
  private final AuditLog audit;

  Parties(People people, Notices notices, AuditLog audit) {
    this.people = people;
    this.notices = notices;
    this.audit = audit;
  }

  /** Fails with {@link Invalid}, naming the field, when there is no such active person. */
  Uni<Void> mustBeActive(Mutiny.Session tx, String field, UUID user) {
    return people
        .known(tx, Set.of(user))
        .invoke(
            known -> {
              if (!known.containsKey(user)) {
                throw Invalid.field(field, "there is no user " + user);
              }
              if (!known.get(user).active()) {
                throw Invalid.field(
                    field, "user " + user + " is deactivated and never on call: name another");
              }
            })
        .replaceWithVoid();
  }

  /**
   * Has notices sent once the transaction commits.
   *
   * @param named whose names the notices may tell
   */
  Uni<Void> tell(
      Mutiny.Session tx,
      UUID tenant,
      Roster roster,
      Collection<UUID> named,
      Function<SwapNotices, List<Notice>> words) {
    return tell(tx, tenant, roster.id(), roster.name(), named, words);
  }

  /** The same for the schedule of this id and name. */
  Uni<Void> tell(
      Mutiny.Session tx,
      UUID tenant,
      UUID schedule,
      String name,
      Collection<UUID> named,
      Function<SwapNotices, List<Notice>> words) {
    return people
        .known(tx, new HashSet<>(named))
        .flatMap(
            known -> {
              Map<UUID, String> names = new HashMap<>();
              known.forEach((user, person) -> names.put(user, person.name()));
              return notices.tell(tx, tenant, words.apply(new SwapNotices(schedule, name, names)));
            });
  }

  /** Names of people by id. */
  Uni<Map<UUID, String>> names(Mutiny.Session tx, Collection<UUID> users) {
    return people
        .known(tx, new HashSet<>(users))
        .map(
            known -> {
              Map<UUID, String> names = new HashMap<>();
              known.forEach((user, person) -> names.put(user, person.name()));
              return names;
            });
  }

  Uni<Void> record(
      Mutiny.Session tx, Caller caller, String action, String resource, Map<String, ?> detail) {
    return audit.record(tx, caller, caller.tenantId(), action, resource, detail);
  }

  /** Call after commit. */
  void wake() {
    notices.wake();
  }
}
