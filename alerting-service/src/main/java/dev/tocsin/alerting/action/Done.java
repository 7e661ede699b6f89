package dev.tocsin.alerting.action;

import dev.tocsin.alerting.timeline.Reason;
import java.util.UUID;

/**
 * The result of an action.
 *
 * @param alert the alert that it was about; for a group its first
 */
public record Done(UUID alert, Outcome outcome, Reason reason) {}
