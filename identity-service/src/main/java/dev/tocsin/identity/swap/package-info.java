/**
 * Shifts that change hands: one call takes a shift, a request asks a colleague or anybody of the
 * schedule to take one, perhaps for one in return. Comes in: requests through {@code SwapGrpc};
 * goes out: overrides, made by {@link dev.tocsin.identity.schedule.Rosters} in one transaction with
 * the answer, and notices to every party.
 */
@NullMarked
package dev.tocsin.identity.swap;

import org.jspecify.annotations.NullMarked;
