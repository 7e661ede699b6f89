package dev.tocsin.alerting.action;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an action does to a group, decided on what is locked. */
sealed interface Change {

  Reason reason();

  /**
   * It takes effect.
   *
   * @param group how the group stands after it; empty when it stays as it is
   * @param alerts the alerts that change
   * @param to how they stand after it
   */
  record Effective(Optional<Standing> group, List<UUID> alerts, Standing to, Reason reason)
      implements Change {}

  /** Nothing changes. */
  record None(Outcome outcome, Reason reason) implements Change {}
}
