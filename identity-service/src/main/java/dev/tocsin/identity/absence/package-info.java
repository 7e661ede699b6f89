/**
 * When people are away, and whose public holidays are which. Comes in: time off and the regions of
 * people and schedules through {@code AbsenceGrpc}; goes out: {@link
 * dev.tocsin.identity.absence.Absences} to calendars, which warn of shifts that are in the way, and
 * to {@code dev.tocsin.identity.swap}, which proposes stand-ins. Nobody's turns move by themselves.
 */
@NullMarked
package dev.tocsin.identity.absence;

import org.jspecify.annotations.NullMarked;
