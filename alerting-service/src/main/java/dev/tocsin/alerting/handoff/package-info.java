/**
 * Hand-offs of schedules: notices to who comes and who goes, the notes that they leave, and pager
 * drills. Comes in: settings and notes of people, and shift changes as identity-service tells them;
 * goes out: notices through identity-service, and drills as alerts on the very way of real ones.
 *
 * <p>{@link dev.tocsin.alerting.handoff.DueHandoffs} and {@link
 * dev.tocsin.alerting.handoff.DrillVerdict} decide and know no database; the sweep writes what is
 * due as rows, and the workers make it.
 */
@NullMarked
package dev.tocsin.alerting.handoff;

import org.jspecify.annotations.NullMarked;
