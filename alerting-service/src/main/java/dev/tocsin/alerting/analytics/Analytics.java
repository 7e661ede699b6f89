package dev.tocsin.alerting.analytics;

import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports, two at once in this process. Nights are those of people where they live; while
 * identity-service does not answer, and of people it does not know, those of the report's zone.
 */
@Singleton
class Analytics {

  private static final Logger LOG = Logger.getLogger(Analytics.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 20;

  private final AnalyticsStore store;
  private final Directory directory;
  private final TocsinClock clock;
  private final Turns turns = new Turns(AT_ONCE, MOST_WAITING);

  /** A report, and the names of its people as far as they are known. */
  record Named(Report report, Map<String, String> names) {}

  Analytics(AnalyticsStore store, Directory directory, TocsinClock clock) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  /** Fails with {@code Invalid} when it takes too long, {@code Exhausted} when too many wait. */
  Uni<Named> of(UUID tenant, Range range) {
    return turns.take(
        () ->
            store
                .people(tenant, range)
                .chain(
                    users ->
                        known(tenant, users)
                            .chain(
                                known ->
                                    store
                                        .count(tenant, range, homes(users, known, range.zone()))
                                        .map(report -> new Named(report, names(known))))));
  }

  private Uni<Map<UUID, Person>> known(UUID tenant, Set<String> users) {
    List<UUID> ids = users.stream().map(UUID::fromString).toList();
    return directory
        .people(tenant, ids, clock.now())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .invoke(failure -> LOG.debugf("a report without names: %s", failure.getMessage()))
        .onFailure()
        .recoverWithItem(Map.of());
  }

  private static Map<String, String> names(Map<UUID, Person> known) {
    return known.values().stream()
        .collect(Collectors.toMap(person -> person.id().toString(), Person::name));
  }

  private static Map<String, ZoneId> homes(
      Set<String> users, Map<UUID, Person> known, ZoneId usual) {
    Map<String, ZoneId> homes = new HashMap<>();
    users.forEach(user -> homes.put(user, home(known.get(UUID.fromString(user)), usual)));
    return homes;
  }

  private static ZoneId home(@Nullable Person person, ZoneId usual) {
    try {
      return person == null ? usual : ZoneId.of(person.preferences().timeZone());
    } catch (DateTimeException unknown) {
      return usual;
    }
  }
}
