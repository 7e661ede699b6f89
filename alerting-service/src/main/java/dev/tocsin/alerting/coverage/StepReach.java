package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;

/**
 * Whom a step reaches.
 *
 * @param person somebody who counts is paged at an address that is known to work
 * @param unverified somebody is paged at addresses that nobody verified
 * @param channel a channel is paged
 * @param reasons why the others are not
 */
record StepReach(boolean person, boolean unverified, boolean channel, List<Reason> reasons) {

  StepReach {
    reasons = List.copyOf(reasons);
  }

  /** As the escalation sees it: has a page gone out? If so it waits for an answer. */
  boolean paged() {
    return person || unverified || channel;
  }
}
