package dev.tocsin.alerting.muting;

import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.UUID;

/**
 * Pages of an alert are held.
 *
 * @param by id of what holds them
 * @param until the first instant at which it holds them no longer
 */
public record Mute(UUID by, Instant until, Reason reason) {}
