/**
 * Escalation policies as they are configured: who is paged after which wait, how often, and the
 * fallback channel. {@code escalation} decides on these records, {@code paging} resolves their
 * targets.
 */
@NullMarked
package dev.tocsin.alerting.policy;

import org.jspecify.annotations.NullMarked;
