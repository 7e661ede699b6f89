package dev.tocsin.alerting.handoff;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A test page to one person.
 *
 * @param schedule empty when the person asked for it
 * @param within how long there is to answer
 * @param page empty until the alert is open
 * @param answeredAt empty when nobody answered
 */
record Drill(
    UUID id,
    Optional<UUID> schedule,
    UUID person,
    Duration within,
    Instant createdAt,
    Optional<Page> page,
    Result result,
    String detail,
    Optional<Instant> answeredAt) {

  /** Name of the label by which alerts of drills are known. */
  static final String LABEL = "drill";

  /** The alert that was paged. */
  record Page(UUID alert, UUID group, Instant answerBy) {}

  /** How it ended. */
  enum Result {
    RUNNING,
    ANSWERED,
    UNANSWERED,
    UNDELIVERED,
    ENDED_BY_ANOTHER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Result of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether a real page would have failed. */
    boolean isBad() {
      return this == UNANSWERED || this == UNDELIVERED;
    }
  }

  static Drill begin(UUID id, Optional<UUID> schedule, UUID person, Duration within, Instant now) {
    return new Drill(
        id, schedule, person, within, now, Optional.empty(), Result.RUNNING, "", Optional.empty());
  }

  /** The same with a result. */
  Drill ended(DrillVerdict verdict) {
    return new Drill(
        id,
        schedule,
        person,
        within,
        createdAt,
        page,
        verdict.result(),
        verdict.detail(),
        verdict.answeredAt());
  }
}
