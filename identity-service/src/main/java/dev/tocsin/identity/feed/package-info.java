/**
 * Calendars of other programs, imported. An address or a text comes in; its events go into rows of
 * shifts with the users whom they name, again and again, and layers of schedules take their turns
 * from them. A fetch that fails changes nothing: the last good copy holds, and says so. What is
 * over is never rewritten. Next is package {@code schedule}, which asks for the shifts.
 */
@NullMarked
package dev.tocsin.identity.feed;

import org.jspecify.annotations.NullMarked;
