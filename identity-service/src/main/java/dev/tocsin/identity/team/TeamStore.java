package dev.tocsin.identity.team;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Teams in the database. Each method works in a transaction that is bound to the tenant. */
@Singleton
class TeamStore {

  private static final NamedEntities<TeamRecord> TEAMS =
      new NamedEntities<>(TeamRecord.class, "team", "members");

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
    return TEAMS.get(tx, id);
  }

  Uni<Void> remove(Mutiny.Session tx, TeamRecord team) {
    return tx.remove(team).chain(tx::flush);
  }

  /** Teams by name, with their members. */
  Uni<List<TeamRecord>> list(Mutiny.Session tx, Optional<NamedEntities.Place> after, int most) {
    return TEAMS.list(tx, after, most);
  }
}
