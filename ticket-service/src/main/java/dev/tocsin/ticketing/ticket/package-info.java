/**
 * Tickets of alert groups and how they are kept in step. Comes in: a wish to open a ticket, or word
 * that a group was acknowledged or resolved; goes out: calls of a {@code provider}, made by a
 * worker until the ticket is where it should be. A ticket's row is its own queue entry.
 */
@NullMarked
package dev.tocsin.ticketing.ticket;

import org.jspecify.annotations.NullMarked;
