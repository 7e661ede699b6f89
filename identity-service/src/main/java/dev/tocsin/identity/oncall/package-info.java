/**
 * Who is on call when: the one calculator. Pure: it knows the JDK only, reads no clock and no
 * database. A {@link dev.tocsin.identity.oncall.SchedulePlan} says all that decides; {@link
 * dev.tocsin.identity.oncall.OnCall} is made of it and answers pages, calendars, previews, exports
 * and reports alike. The rules are told in {@code docs/schedules.md}.
 */
@NullMarked
package dev.tocsin.identity.oncall;

import org.jspecify.annotations.NullMarked;
