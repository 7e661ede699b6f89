package dev.tocsin.alerting.explain;

import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts people's names in place of their ids, when entries are read: only ids are stored here. While
 * identity-service does not answer, the ids stay.
 */
@Singleton
public class Names {

  private static final Logger LOG = Logger.getLogger(Names.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int MOST = 1000;

  private final Directory directory;
  private final TocsinClock clock;

  Names(Directory directory, TocsinClock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The same entries, with names in their summaries. */
  public Uni<List<Entry>> in(UUID tenant, List<Entry> entries) {
    Set<UUID> users = new LinkedHashSet<>();
    entries.forEach(entry -> addUser(users, entry.reason().facts().get("user_id")));
    entries.forEach(
        entry -> {
          if (entry.reason().facts().get("user_ids") instanceof Iterable<?> ids) {
            ids.forEach(id -> addUser(users, id));
          }
        });
    entries.forEach(
        entry -> addUser(users, entry.actor().kind().equals("user") ? entry.actor().id() : null));
    if (users.isEmpty() || users.size() > MOST) {
      return Uni.createFrom().item(entries);
    }
    return directory
        .people(tenant, users, clock.now())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .invoke(failure -> LOG.debugf("names stay ids: %s", failure.getMessage()))
        .onFailure()
        .recoverWithItem(Map.of())
        .map(people -> entries.stream().map(entry -> named(entry, people)).toList());
  }

  private static void addUser(Set<UUID> users, @Nullable Object id) {
    if (id != null) {
      try {
        users.add(UUID.fromString(id.toString()));
      } catch (IllegalArgumentException notAnId) {
        LOG.debugf("no user id: %s", id);
      }
    }
  }

  private static Entry named(Entry entry, Map<UUID, Person> people) {
    if (people.isEmpty()) {
      return entry;
    }
    String summary = entry.reason().summary();
    for (Map.Entry<UUID, Person> person : people.entrySet()) {
      String id = person.getKey().toString();
      String name = person.getValue().name();
      summary = summary.replace("User " + id, name).replace("user " + id, name);
    }
    return new Entry(
        entry.id(),
        entry.at(),
        entry.group(),
        entry.alert(),
        entry.actor(),
        new Reason(entry.reason().code(), summary, entry.reason().facts()));
  }
}
