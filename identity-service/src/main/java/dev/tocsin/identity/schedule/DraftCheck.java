package dev.tocsin.identity.schedule;

import dev.tocsin.identity.team.Teams;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.Layer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whether what a draft names is there. Each method fails with Invalid that names the field. */
@Singleton
class DraftCheck {

  private final People people;
  private final Teams teams;
  private final ImportedCalendars calendars;

  DraftCheck(People people, Teams teams, ImportedCalendars calendars) {
    this.people = people;
    this.teams = teams;
    this.calendars = calendars;
  }

  /** The people and imported calendars of its layers. */
  Uni<Void> people(Mutiny.Session tx, ScheduleDraft draft) {
    Definition definition = new Definition(draft.timeZone(), draft.layers(), Map.of());
    Set<UUID> feeds = definition.feeds();
    return people
        .known(tx, definition.people())
        .invoke(known -> draft.mustKnow(known.keySet()))
        .chain(
            () ->
                feeds.isEmpty()
                    ? Uni.createFrom().item(Set.<UUID>of())
                    : calendars.known(Statements.of(tx), feeds).map(Set::copyOf))
        .invoke(known -> mustKnow(draft.layers(), known))
        .replaceWithVoid();
  }

  private static void mustKnow(List<Layer> layers, Set<UUID> feeds) {
    for (int i = 0; i < layers.size(); i++) {
      String feed = layers.get(i).getFeedId();
      if (!feed.isEmpty() && !feeds.contains(UUID.fromString(feed))) {
        throw Invalid.field(
            "schedule.layers[%d].feed_id".formatted(i), "there is no imported calendar " + feed);
      }
    }
  }

  /** The team. */
  Uni<Void> team(Mutiny.Session tx, ScheduleDraft draft) {
    return draft
        .teamId()
        .map(id -> teams.mustExist(tx, "schedule.team_id", id))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** The people of overrides that are only thought of. */
  Uni<Map<UUID, People.Known>> overrides(Mutiny.Session tx, List<Planned.Override> overrides) {
    Set<UUID> named = new HashSet<>();
    for (Planned.Override override : overrides) {
      override.rule().person().ifPresent(named::add);
      override.rule().replaces().ifPresent(named::add);
    }
    return people
        .known(tx, named)
        .invoke(
            known -> {
              for (int i = 0; i < overrides.size(); i++) {
                var rule = overrides.get(i).rule();
                String field = "overrides[" + i + "].";
                rule.person().ifPresent(user -> mustKnow(known.keySet(), field + "user_id", user));
                rule.replaces()
                    .ifPresent(user -> mustKnow(known.keySet(), field + "replaces_user_id", user));
              }
            });
  }

  private static void mustKnow(Set<UUID> known, String field, UUID user) {
    if (!known.contains(user)) {
      throw Invalid.field(field, "there is no user " + user);
    }
  }
}
