package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Turns;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The calendars that layers take their turns from. Who imports calendars implements it; each method
 * works in the caller's transaction, which is bound to the tenant.
 */
public interface ImportedCalendars {

  /**
   * The events of these calendars that touch a range, by calendar; one that is not there is left
   * out. {@link Instant#MIN} and {@link Instant#MAX} bound nothing.
   */
  Uni<Map<UUID, List<Turns.Event>>> events(
      Statements tx, Collection<UUID> feeds, Instant from, Instant until);

  /** Those of these calendars that are there. */
  Uni<Collection<UUID>> known(Statements tx, Collection<UUID> feeds);

  /**
   * Those of these calendars with which something is wrong: that could not be read last, or have
   * events in a range that are nobody's.
   */
  Uni<Map<UUID, CalendarFault>> faults(
      Statements tx, Collection<UUID> feeds, Instant from, Instant until);
}
