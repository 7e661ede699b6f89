package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.timeline.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What many alerts of a statement have in common: where they came from and what was decided. It is
 * sent once, and the alerts name it by its number.
 */
final class AlertKinds {

  private record Kind(
      UUID integration,
      String source,
      @Nullable UUID route,
      @Nullable UUID policy,
      List<Reason> reasons) {}

  private final Map<Kind, Integer> numbers = new HashMap<>();
  private final List<Kind> kinds = new ArrayList<>();

  /** The number of an alert's kind, from 1 as SQL counts. */
  int number(Verdict.Firing firing) {
    GroupPlan group = firing.group();
    Kind kind =
        new Kind(
            firing.integration(),
            firing.source(),
            group.route().map(Route::id).orElse(null),
            group.policy().orElse(null),
            firing.reasons());
    if (kinds.isEmpty()) {
      kinds.add(kind);
      return 1;
    }
    if (numbers.isEmpty()) {
      // A kind that is the only one is never looked up: its hash is that of all its reasons.
      numbers.put(kinds.getFirst(), 1);
    }
    Integer known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    kinds.add(kind);
    numbers.put(kind, kinds.size());
    return kinds.size();
  }

  UUID[] integrations() {
    return kinds.stream().map(Kind::integration).toArray(UUID[]::new);
  }

  String[] sources() {
    return kinds.stream().map(Kind::source).toArray(String[]::new);
  }

  /** Null for an alert that no route matched. */
  UUID[] routes() {
    return kinds.stream().map(Kind::route).toArray(UUID[]::new);
  }

  /** Null for an alert that nobody is paged for. */
  UUID[] policies() {
    return kinds.stream().map(Kind::policy).toArray(UUID[]::new);
  }

  /** JSON of the reasons. */
  String[] decisions() {
    return kinds.stream().map(kind -> JsonTexts.reasons(kind.reasons())).toArray(String[]::new);
  }
}
