package dev.tocsin.alerting.grouping;

import dev.tocsin.alerting.routing.Route;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The group that a new alert makes, unless an open one has its key already.
 *
 * @param id of the new group
 * @param key equal for alerts that belong together; none for an alert that is its own group
 * @param route the first route that matched
 * @param chains the escalations that begin with the group, one for each policy
 * @param silence holds the pages of the alert; told of it already
 * @param asked somebody said who is to be paged: nothing holds the first step
 */
public record GroupPlan(
    UUID id,
    Optional<String> key,
    Optional<Route> route,
    List<Chain> chains,
    Optional<UUID> silence,
    boolean asked) {

  /** For an alert whose pages nothing holds. */
  public GroupPlan(UUID id, Optional<String> key, Optional<Route> route, List<Chain> chains) {
    this(id, key, route, chains, Optional.empty(), false);
  }

  /**
   * The policy of the list that pages for it first; none when nobody is, or people named for it.
   */
  public Optional<UUID> policy() {
    return chains.isEmpty() || chains.getFirst().direct()
        ? Optional.empty()
        : Optional.of(chains.getFirst().policy());
  }

  /** Does any of its routes open a ticket? */
  public boolean opensTicket() {
    for (Chain chain : chains) {
      if (chain.route().flatMap(Route::ticketProvider).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The same plan under another id: that of an earlier alert of the same key. */
  public GroupPlan withId(UUID other) {
    return new GroupPlan(other, key, route, chains, silence, asked);
  }

  /** The same plan for an alert whose pages this silence holds. */
  public GroupPlan mutedBy(Optional<UUID> by) {
    return by.equals(silence) ? this : new GroupPlan(id, key, route, chains, by, asked);
  }
}
