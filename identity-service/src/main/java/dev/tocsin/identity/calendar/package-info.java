/**
 * Shifts for calendar programs. A schedule's or a person's final shifts come in by the very calls
 * that everybody makes ({@code ScheduleGrpc}), and go out as iCalendar: to callers who are signed
 * in, and under secret addresses that are made, listed and revoked here. Nothing else depends on
 * this package.
 */
@NullMarked
package dev.tocsin.identity.calendar;

import org.jspecify.annotations.NullMarked;
