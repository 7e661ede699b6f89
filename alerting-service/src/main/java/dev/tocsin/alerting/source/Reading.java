package dev.tocsin.alerting.source;

import dev.tocsin.alerting.source.mapping.Mapping;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The circumstances under which a payload is read.
 *
 * @param integration whose key it came with
 * @param mapping what that integration says about its payloads, for the sources that ask
 * @param limits what one payload may hold
 * @param now when it was received
 */
public record Reading(
    UUID integration, Optional<Mapping> mapping, SignalLimits limits, Instant now) {}
