package dev.tocsin.alerting.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A rule that sends alerts to a policy.
 *
 * @param position place in the order, smallest first; routes of one place go by their age
 * @param condition CEL; empty means always
 * @param goesOn later routes are tried as well when this one matches
 * @param groupBy names of the labels whose values make one group; empty means a group for each
 *     alert
 * @param groupWait how long a new group waits before its first page
 * @param quietHours hours that the first page waits out
 */
public record Route(
    UUID id,
    String name,
    int position,
    String condition,
    boolean goesOn,
    List<String> groupBy,
    Duration groupWait,
    List<QuietHours> quietHours,
    UUID policy,
    Optional<UUID> template,
    Optional<UUID> ticketProvider,
    boolean disabled,
    Instant createdAt,
    Instant updatedAt) {

  /** Copies the lists. */
  public Route {
    groupBy = List.copyOf(groupBy);
    quietHours = List.copyOf(quietHours);
  }

  /** The same route at another place. */
  public Route at(int other) {
    return new Route(
        id,
        name,
        other,
        condition,
        goesOn,
        groupBy,
        groupWait,
        quietHours,
        policy,
        template,
        ticketProvider,
        disabled,
        createdAt,
        updatedAt);
  }
}
