package dev.tocsin.identity.user;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** People in the database. Each method works in a transaction that is bound to the tenant. */
@Singleton
class PersonStore {

  /** Where a page goes on: after the person with this name and id. */
  record Place(String name, UUID id) {}

  /** Adds a person; Conflict when the address is taken. */
  Uni<Person> add(Mutiny.Session tx, Person person) {
    return tx.persist(person)
        .chain(tx::flush)
        .replaceWith(person)
        .plug(Duplicates.of("person_email", taken(person.email)));
  }

  /** Writes what was changed; Conflict when the address is taken. */
  Uni<Person> save(Mutiny.Session tx, Person person) {
    return tx.flush().replaceWith(person).plug(Duplicates.of("person_email", taken(person.email)));
  }

  /** NotFound when there is none. */
  Uni<Person> get(Mutiny.Session tx, UUID id) {
    return tx.find(Person.class, id).onItem().ifNull().failWith(() -> new NotFound("user", id));
  }

  /** The same, locked; NotFound when there is none. */
  Uni<Person> lock(Mutiny.Session tx, UUID id) {
    return tx.find(Person.class, id, LockModeType.PESSIMISTIC_WRITE)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("user", id));
  }

  Uni<List<Person>> several(Mutiny.Session tx, Collection<UUID> ids) {
    return tx.createQuery("from Person p where p.id in :ids order by p.id", Person.class)
        .setParameter("ids", ids)
        .getResultList();
  }

  /** The active owners, locked, so that two of them cannot remove one another at once. */
  Uni<List<Person>> lockOwners(Mutiny.Session tx) {
    return tx.createQuery(
            "from Person p where p.role = :owner and p.active order by p.id", Person.class)
        .setParameter("owner", (short) Role.ROLE_OWNER.getNumber())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** People by name. */
  Uni<List<Person>> list(
      Mutiny.Session tx, String text, boolean inactiveToo, Optional<Place> after, int most) {
    String query =
        "from Person p where (p.active = true or :all = true)"
            + (text.isEmpty()
                ? ""
                : " and (locate(lower(:text), lower(p.name)) > 0"
                    + " or locate(lower(:text), p.emailKey) > 0)")
            + (after.isEmpty() ? "" : " and (p.name > :name or (p.name = :name and p.id > :id))")
            + " order by p.name, p.id";
    var select =
        tx.createQuery(query, Person.class).setParameter("all", inactiveToo).setMaxResults(most);
    if (!text.isEmpty()) {
      select.setParameter("text", text);
    }
    after.ifPresent(
        place -> select.setParameter("name", place.name()).setParameter("id", place.id()));
    return select.getResultList();
  }

  private static String taken(String email) {
    return "the address " + email + " belongs to another user of this tenant";
  }
}
