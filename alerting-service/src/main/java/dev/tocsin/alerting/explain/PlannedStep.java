package dev.tocsin.alerting.explain;

import java.time.Instant;
import java.util.UUID;

/**
 * One step of an escalation as it is stored.
 *
 * @param order position in the policy from 0; -1 for the fallback
 * @param state {@code pending}, {@code fired}, {@code cancelled} or {@code dead}
 */
public record PlannedStep(
    UUID id, UUID policy, int order, int round, Instant fireTime, String state) {}
