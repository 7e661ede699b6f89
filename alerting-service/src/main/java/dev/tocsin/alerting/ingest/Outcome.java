package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.AlertState;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one signal.
 *
 * @param alert the alert it made, counted for or resolved; none when there was nothing to do
 * @param state where that alert stands now
 */
record Outcome(
    Kind kind,
    @Nullable UUID alert,
    @Nullable UUID group,
    @Nullable AlertState state,
    long occurrences) {

  /** Kinds of outcome; the lower-case name is in answers and metrics. */
  enum Kind {
    /** It is a new alert. */
    OPENED,
    /** An open alert has its fingerprint and counted it. */
    DEDUPLICATED,
    /**
     * The source has said since that this very firing is over: it came late and changes nothing.
     */
    STALE,
    /** Its alert is over. */
    RESOLVED,
    /** It says that something is over that is not open, or that began again since. */
    NOTHING_OPEN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it is told: lower case. */
    String word() {
      return word;
    }
  }

  static Outcome stale() {
    return new Outcome(Kind.STALE, null, null, null, 0);
  }

  static Outcome nothingOpen() {
    return new Outcome(Kind.NOTHING_OPEN, null, null, null, 0);
  }

  /** The same alert, for a further signal of it in the same transaction. */
  Outcome again() {
    return kind == Kind.OPENED
        ? new Outcome(Kind.DEDUPLICATED, alert, group, state, occurrences)
        : this;
  }
}
