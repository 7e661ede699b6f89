package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Turns;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where nothing imports calendars there are none. */
@DefaultBean
@Singleton
class NoCalendars implements ImportedCalendars {

  @Override
  public Uni<Map<UUID, List<Turns.Event>>> events(
      Statements tx, Collection<UUID> feeds, Instant from, Instant until) {
    return Uni.createFrom().item(Map.of());
  }

  @Override
  public Uni<Collection<UUID>> known(Statements tx, Collection<UUID> feeds) {
    return Uni.createFrom().item(List.of());
  }

  @Override
  public Uni<Map<UUID, CalendarFault>> faults(
      Statements tx, Collection<UUID> feeds, Instant from, Instant until) {
    return Uni.createFrom().item(Map.of());
  }
}
