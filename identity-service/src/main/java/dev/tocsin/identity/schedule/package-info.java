/**
 * Who is on call when. Schedules and overrides come in through {@code ScheduleGrpc}, rest in {@code
 * ScheduleStore}, and become a {@link dev.tocsin.identity.schedule.SchedulePlan} that {@link
 * dev.tocsin.identity.schedule.OnCall} answers from; the answer goes to the escalation of the
 * alerting service and to every preview, from this one computation.
 */
@NullMarked
package dev.tocsin.identity.schedule;

import org.jspecify.annotations.NullMarked;
