package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.timeline.Reason;
import java.util.List;
import java.util.UUID;

/** What is to be done about one signal, decided without the database. */
sealed interface Verdict {

  Signal signal();

  UUID integration();

  /**
   * The problem is there. If no open alert has the fingerprint, this becomes one.
   *
   * @param alert id of the alert it becomes
   * @param source name of the kind of source
   * @param reasons what was decided and why, in order, for the case that it becomes an alert
   */
  record Firing(
      Signal signal,
      UUID integration,
      String source,
      UUID alert,
      GroupPlan group,
      List<Reason> reasons)
      implements Verdict {

    Firing in(GroupPlan other) {
      return new Firing(signal, integration, source, alert, other, reasons);
    }
  }

  /** The source says that it is over. */
  record Over(Signal signal, UUID integration) implements Verdict {}
}
