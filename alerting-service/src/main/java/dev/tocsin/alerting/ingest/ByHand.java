package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.auth.Caller;
import java.util.Optional;

/**
 * A person opens an alert.
 *
 * @param assignment whom to page for it; the routes say it when empty
 */
record ByHand(Caller by, Optional<Assignment> assignment) {

  Actor actor() {
    return Actor.of(by.actor());
  }
}
