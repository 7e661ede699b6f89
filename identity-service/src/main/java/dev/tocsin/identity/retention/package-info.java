/**
 * What of on-call goes by age: notices, swaps that are over, and past shifts of imported calendars.
 * Comes in: the tenant whose rows somebody adds to; goes out: old rows, a piece at a time.
 */
@NullMarked
package dev.tocsin.identity.retention;

import org.jspecify.annotations.NullMarked;
