/**
 * How on-call work is spread over people, and where plans leave too little rest. Comes in: requests
 * through {@code FairnessGrpc}, and the final schedules that were in force, from {@link
 * dev.tocsin.identity.schedule.Rosters}; goes out: hours, nights, weekends and holidays per person.
 */
@NullMarked
package dev.tocsin.identity.fairness;

import org.jspecify.annotations.NullMarked;
