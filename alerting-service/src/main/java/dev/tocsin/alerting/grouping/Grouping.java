package dev.tocsin.alerting.grouping;

import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.routing.QuietHours;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of grouping, without side effects. */
public final class Grouping {

  private Grouping() {}

  /**
   * The group of an alert that these routes matched. The first one makes the group; each policy
   * among them begins one escalation, whatever the number of routes that name it.
   *
   * @param policies the tenant's policies by id
   */
  public static GroupPlan routed(
      List<Route> matched, Map<String, String> labels, Map<UUID, Policy> policies, Instant now) {
    Route first = matched.getFirst();
    List<Chain> chains = new ArrayList<>(1);
    Set<UUID> seen = new HashSet<>();
    for (Route route : matched) {
      if (seen.add(route.policy())) {
        Instant due = due(now, first.groupWait(), policies.get(route.policy()));
        // Hours that never end were refused when the route was saved: a page is never held for
        // ever.
        Instant free = QuietHours.over(route.quietHours(), due).orElse(due);
        chains.add(
            new Chain(
                Ids.next(now), route.policy(), Optional.of(route), free, false, free.isAfter(due)));
      }
    }
    return new GroupPlan(Ids.next(now), key(first, labels), Optional.of(first), chains);
  }

  /**
   * The group of an alert that no route matched, paged by the tenant's default policy if there is
   * one.
   */
  public static GroupPlan unrouted(@Nullable Policy standard, Instant now) {
    List<Chain> chains =
        standard == null
            ? List.of()
            : List.of(
                new Chain(
                    Ids.next(now),
                    standard.id(),
                    Optional.empty(),
                    due(now, Duration.ZERO, standard),
                    false,
                    false));
    return new GroupPlan(Ids.next(now), Optional.empty(), Optional.empty(), chains);
  }

  /** The group of an alert for which somebody said who is to be paged: at once, and alone. */
  public static GroupPlan assigned(Assignment to, Instant now) {
    boolean direct = to instanceof Assignment.ToTargets;
    return new GroupPlan(
        Ids.next(now),
        Optional.empty(),
        Optional.empty(),
        List.of(new Chain(Ids.next(now), to.policy(), Optional.empty(), now, direct, false)),
        Optional.empty(),
        true);
  }

  /** A policy that was deleted a moment ago is due at once: the escalation decides what then. */
  private static Instant due(Instant now, Duration groupWait, @Nullable Policy policy) {
    Duration first = policy == null ? Duration.ZERO : policy.steps().getFirst().delay();
    return now.plus(groupWait).plus(first);
  }

  /**
   * What alerts of one group have in common: the route and the values of its {@code group_by}
   * labels. A label that is missing counts as an empty value. Hashed, because values may be long.
   */
  static Optional<String> key(Route route, Map<String, String> labels) {
    if (route.groupBy().isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder().append(route.id());
    for (String name : route.groupBy()) {
      String value = labels.getOrDefault(name, "");
      text.append('\n').append(name.length()).append(':').append(name);
      text.append(value.length()).append(':').append(value);
    }
    return Optional.of(HexFormat.of().formatHex(Ids.sha256(text.toString())));
  }
}
