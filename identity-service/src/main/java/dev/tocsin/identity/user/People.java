package dev.tocsin.identity.user;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What other packages may know of people and do with them. Each method works in the caller's
 * transaction, which is bound to the tenant.
 */
@Singleton
public class People {

  private final PersonStore store;
  private final Users users;

  People(PersonStore store, Users users) {
    this.store = store;
    this.users = users;
  }

  /**
   * Fails with {@link Invalid} when somebody of these does not exist in the tenant.
   *
   * @param field the field that names them
   */
  public Uni<Void> mustExist(Mutiny.Session tx, String field, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return store
        .several(tx, ids)
        .invoke(
            found -> {
              Set<UUID> unknown = new HashSet<>(ids);
              found.forEach(person -> unknown.remove(person.id));
              if (!unknown.isEmpty()) {
                throw Invalid.field(field, "there is no user " + unknown.iterator().next());
              }
            })
        .replaceWithVoid();
  }

  /**
   * What others show of a person.
   *
   * @param name display name
   * @param active false once deactivated
   * @param deactivated since when they are deactivated; empty while they are not
   */
  public record Known(String name, boolean active, Optional<Instant> deactivated) {}

  /** Those of these people who exist in the tenant. */
  public Uni<Map<UUID, Known>> known(Mutiny.Session tx, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return store
        .several(tx, ids)
        .map(
            found ->
                found.stream()
                    .collect(
                        Collectors.toMap(
                            person -> person.id,
                            person ->
                                new Known(
                                    person.name,
                                    person.active,
                                    Optional.ofNullable(person.deactivateTime)))));
  }

  /** The zones in which these people live; those who are not there are left out. */
  public Uni<Map<UUID, ZoneId>> zones(Mutiny.Session tx, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : store
            .several(tx, ids)
            .map(
                found ->
                    found.stream()
                        .collect(
                            Collectors.toMap(
                                person -> person.id, person -> ZoneId.of(person.timeZone))));
  }

  /** Those of these people who are deactivated. */
  public Uni<Set<UUID>> deactivated(Mutiny.Session tx, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return store
        .several(tx, ids)
        .map(
            found ->
                found.stream()
                    .filter(person -> !person.active)
                    .map(person -> person.id)
                    .collect(Collectors.toSet()));
  }

  /** The account of a person, if there is one. */
  public Uni<Optional<Account>> account(Mutiny.Session tx, UUID userId) {
    return tx.find(Person.class, userId)
        .map(
            person ->
                Optional.ofNullable(person)
                    .map(
                        p ->
                            new Account(
                                p.tenantId,
                                p.id,
                                p.role(),
                                p.active,
                                p.passwordHash,
                                p.mustChangePassword)));
  }

  /**
   * Whether the person is active and of the password with this hash, and stays so until the
   * transaction ends.
   */
  public Uni<Boolean> lockPassword(Mutiny.Session tx, UUID userId, String hash) {
    return store.lock(tx, userId).map(person -> person.active && person.passwordHash.equals(hash));
  }

  /** Stores the hash of a password that the person has chosen. */
  public Uni<Void> setPassword(Mutiny.Session tx, UUID userId, String hash, Instant now) {
    return store
        .get(tx, userId)
        .invoke(
            person -> {
              person.passwordHash = hash;
              person.mustChangePassword = false;
              person.updateTime = now;
            })
        .call(tx::flush)
        .replaceWithVoid();
  }

  /** Adds a person to a tenant that is being made; the id comes back. */
  public Uni<UUID> addFirst(
      Mutiny.Session tx, Caller caller, UUID tenant, NewUser user, String hash, Instant now) {
    return users.add(tx, caller, tenant, user, hash, now).map(person -> person.id);
  }
}
