package dev.tocsin.alerting.analytics;

import dev.tocsin.alerting.alert.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was counted.
 *
 * @param days one for each day of the range, in order
 * @param people who had most pages first
 * @param shares in the order of the report
 */
record Report(
    Range range,
    List<Volume> days,
    Answers answers,
    List<Noisy> noisiest,
    List<Load> people,
    List<Share> shares) {

  /** Of a day, or of several. */
  record Volume(long alerts, long groups, long pages, long nightPages) {
    static final Volume NONE = new Volume(0, 0, 0, 0);

    Volume plus(Volume other) {
      return new Volume(
          alerts + other.alerts,
          groups + other.groups,
          pages + other.pages,
          nightPages + other.nightPages);
    }
  }

  /**
   * How long something took.
   *
   * @param median empty, as the ninetieth percentile, when there was none
   */
  record Spread(long count, Optional<Duration> median, Optional<Duration> ninetieth) {}

  /** How groups were answered. */
  record Answers(
      long paged,
      long firstStep,
      long later,
      long ended,
      long waiting,
      long escalated,
      Spread acknowledged,
      Spread resolved) {}

  /** Alerts of one fingerprint. */
  record Noisy(
      String fingerprint,
      String title,
      Severity severity,
      UUID last,
      long alerts,
      long occurrences,
      long brief,
      long unanswered) {}

  /** What a person was paged and has answered; the id as it stands on the timeline. */
  record Load(String user, long pages, long nightPages, long answers) {}

  /** What alerts may have in common; the number is PostgreSQL's {@code GROUPING}. */
  enum Kind {
    SEVERITY(3),
    INTEGRATION(5),
    ROUTE(6);

    private final int grouping;

    Kind(int grouping) {
      this.grouping = grouping;
    }

    static Kind of(int grouping) {
      for (Kind kind : values()) {
        if (kind.grouping == grouping) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no grouping " + grouping);
    }
  }

  /**
   * Alerts that have something in common.
   *
   * @param key number of the severity, or the id; empty for none
   */
  record Share(
      Kind kind,
      String key,
      String name,
      long alerts,
      long groups,
      long pages,
      Spread acknowledged) {}
}
