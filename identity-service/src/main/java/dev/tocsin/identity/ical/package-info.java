/**
 * iCalendar (RFC 5545) as text, and nothing else: no database, no network. The text of a calendar
 * comes in and its occurrences over a range go out, with a name for every event that had to be left
 * out; or shifts come in and the text of a calendar goes out. Time zones come from the JDK, or from
 * the calendar itself where it brings one of its own. Next is package {@code feed}, which imports,
 * and package {@code calendar}, which exports.
 */
@NullMarked
package dev.tocsin.identity.ical;

import org.jspecify.annotations.NullMarked;
