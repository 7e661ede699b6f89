/**
 * How a page goes on until a human answers. In comes a step whose time has come (a row of {@code
 * escalation_step}); {@link dev.tocsin.alerting.escalation.Escalation} decides without side
 * effects, {@code EscalationWorker} loads, asks {@code paging} to reach the people, and commits the
 * step together with the next one and its reasons. Out go pages, the next due row, and entries for
 * {@code timeline}.
 */
@NullMarked
package dev.tocsin.alerting.escalation;

import org.jspecify.annotations.NullMarked;
