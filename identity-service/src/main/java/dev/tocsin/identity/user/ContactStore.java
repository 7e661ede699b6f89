package dev.tocsin.identity.user;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.proto.identity.v1.ContactKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Contact methods in the database. Each method works in a transaction bound to the tenant. */
@Singleton
class ContactStore {

  /** Adds a contact method; Conflict when the person has the same already. */
  Uni<ContactPoint> add(Mutiny.Session tx, ContactPoint contact) {
    return tx.persist(contact)
        .chain(tx::flush)
        .replaceWith(contact)
        .plug(
            Duplicates.of(
                "contact_method_address",
                "user " + contact.userId + " has this contact method already"));
  }

  /** In order of creation. */
  Uni<List<ContactPoint>> of(Mutiny.Session tx, Collection<UUID> userIds) {
    return tx.createQuery(
            "from ContactPoint c where c.userId in :users order by c.createTime, c.id",
            ContactPoint.class)
        .setParameter("users", userIds)
        .getResultList();
  }

  /**
   * The active users who have this address, who has had it longest first: those who verified it
   * alone, where anybody did.
   */
  Uni<List<UUID>> whoHave(Mutiny.Session tx, ContactKind kind, String address) {
    return tx.createQuery(
            "select c from ContactPoint c join Person p on p.id = c.userId"
                + " where c.kind = :kind and c.address = :address and c.enabled and p.active"
                + " order by c.createTime, c.id",
            ContactPoint.class)
        .setParameter("kind", (short) kind.getNumber())
        .setParameter("address", address)
        .getResultList()
        .map(
            found -> {
              List<ContactPoint> verified =
                  found.stream().filter(contact -> contact.verifiedTime != null).toList();
              return (verified.isEmpty() ? found : verified)
                  .stream().map(contact -> contact.userId).toList();
            });
  }

  /** One of the person's contact methods; NotFound when it has no such. */
  Uni<ContactPoint> get(Mutiny.Session tx, UUID userId, UUID id) {
    return tx.find(ContactPoint.class, id)
        .map(contact -> contact != null && contact.userId.equals(userId) ? contact : null)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("contact method", id));
  }

  /** Removes one of the person's contact methods; NotFound when it has no such. */
  Uni<ContactPoint> remove(Mutiny.Session tx, UUID userId, UUID id) {
    return get(tx, userId, id).call(tx::remove).call(tx::flush);
  }
}
