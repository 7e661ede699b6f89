package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which alerts are listed. Filters are combined with and, the values of one filter with or; an
 * empty one lets all pass.
 *
 * @param labels all of these
 * @param text in the title, whatever the case
 * @param group only this group
 * @param oldestFirst otherwise the newest come first
 * @param after the last alert of the page before
 */
record AlertFilter(
    Set<AlertState> states,
    Set<Severity> severities,
    Map<String, String> labels,
    String text,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore,
    String fingerprint,
    Optional<UUID> group,
    boolean oldestFirst,
    Optional<UUID> after,
    int size) {

  AlertFilter {
    states = Set.copyOf(states);
    severities = Set.copyOf(severities);
    labels = Map.copyOf(labels);
  }

  /** A page of alerts; {@code more} when another one follows. */
  record Page(List<AlertRow> alerts, boolean more) {}
}
