/**
 * Schedules, their versions and overrides. They come in through {@code ScheduleGrpc}, rest in
 * {@code ScheduleStore} and {@code OverrideStore}, and {@code PlanReader} makes of them the {@link
 * dev.tocsin.identity.oncall.SchedulePlan} that {@link dev.tocsin.identity.oncall.OnCall} answers
 * from; the answer goes to the escalation of the alerting service and to every calendar and
 * preview, from this one computation.
 */
@NullMarked
package dev.tocsin.identity.schedule;

import org.jspecify.annotations.NullMarked;
