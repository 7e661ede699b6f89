package dev.tocsin.alerting.grouping;

import dev.tocsin.alerting.routing.Route;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An escalation that begins with a group.
 *
 * @param step id of its first step
 * @param route the route that named the policy; none for the tenant's default policy
 * @param due when the first step fires
 * @param direct people were named for it: its policy is none of the list
 * @param held the route's quiet hours have put it off until then
 */
public record Chain(
    UUID step, UUID policy, Optional<Route> route, Instant due, boolean direct, boolean held) {}
