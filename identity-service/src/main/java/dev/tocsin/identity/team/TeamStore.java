package dev.tocsin.identity.team;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Teams in the database. Each method works in a transaction that is bound to the tenant. */
@ApplicationScoped
class TeamStore {

  /** Where a page goes on: after the team with this name and id. */
  record Place(String name, UUID id) {}

  Uni<TeamRecord> add(Mutiny.Session tx, TeamRecord team) {
    return tx.persist(team).chain(() -> save(tx, team));
  }

  /** Writes what was changed; Conflict when the name is taken. */
  Uni<TeamRecord> save(Mutiny.Session tx, TeamRecord team) {
    return tx.flush()
        .replaceWith(team)
        .plug(Duplicates.of("team_name", "a team named '" + team.name + "' exists already"));
  }

  /** The team with its members; NotFound when there is none. */
  Uni<TeamRecord> get(Mutiny.Session tx, UUID id) {
    return tx.createQuery(
            "from TeamRecord t left join fetch t.members where t.id = :id", TeamRecord.class)
        .setParameter("id", id)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("team", id));
  }

  Uni<Void> remove(Mutiny.Session tx, TeamRecord team) {
    return tx.remove(team).chain(tx::flush);
  }

  /** Teams by name, with their members. */
  Uni<List<TeamRecord>> list(Mutiny.Session tx, Optional<Place> after, int most) {
    var ids =
        tx.createQuery(
                "select t.id from TeamRecord t "
                    + (after.isEmpty()
                        ? ""
                        : "where t.name > :name or (t.name = :name and t.id > :id) ")
                    + "order by t.name, t.id",
                UUID.class)
            .setMaxResults(most);
    after.ifPresent(place -> ids.setParameter("name", place.name()).setParameter("id", place.id()));
    return ids.getResultList()
        .flatMap(
            page ->
                page.isEmpty()
                    ? Uni.createFrom().item(List.of())
                    : tx.createQuery(
                            "from TeamRecord t left join fetch t.members where t.id in :ids"
                                + " order by t.name, t.id",
                            TeamRecord.class)
                        .setParameter("ids", page)
                        .getResultList());
  }
}
