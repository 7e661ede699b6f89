package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.muting.Mute;
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
 * @param silenced only those that a silence holds now, or only others; whichever when empty
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
    Optional<Boolean> silenced,
    boolean oldestFirst,
    Optional<UUID> after,
    int size) {

  AlertFilter {
    states = Set.copyOf(states);
    severities = Set.copyOf(severities);
    labels = Map.copyOf(labels);
  }

  /** The same from another alert on. */
  AlertFilter from(UUID alert) {
    return new AlertFilter(
        states,
        severities,
        labels,
        text,
        createdAfter,
        createdBefore,
        fingerprint,
        group,
        silenced,
        oldestFirst,
        Optional.of(alert),
        size);
  }

  /**
   * An alert, and what holds its pages now.
   *
   * @param mute empty when nothing does, and for a resolved alert
   */
  record Shown(AlertRow row, Optional<Mute> mute) {}

  /**
   * A page of alerts.
   *
   * @param next the alert after which another page begins; empty on the last
   */
  record Page(List<Shown> alerts, Optional<UUID> next) {}
}
