package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What became of a policy over a range.
 *
 * @param counts a route names it, it is the default, or it was asked for
 * @param severities that may come to it
 * @param holes and {@code warnings}, by start
 */
record PolicyReport(
    Policy policy,
    boolean standard,
    boolean counts,
    List<Ways.Way> ways,
    Set<Severity> severities,
    List<Stretch> holes,
    List<Stretch> warnings,
    List<Unreachable> unreachable) {

  /** A stretch of time with one outcome for some severities. */
  record Stretch(Instant start, Instant end, Outcome outcome, Set<Severity> severities) {}

  /** A step that reaches nobody in the whole range. */
  record Unreachable(int order, Set<Severity> severities, List<Reason> reasons) {}

  boolean covered() {
    return holes.isEmpty() && unreachable.isEmpty();
  }
}
