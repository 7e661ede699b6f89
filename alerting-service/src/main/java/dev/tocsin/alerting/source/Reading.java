package dev.tocsin.alerting.source;

import java.time.Instant;

/**
 * The circumstances under which a payload is read.
 *
 * @param limits what one payload may hold
 * @param now when it was received
 */
public record Reading(SignalLimits limits, Instant now) {}
