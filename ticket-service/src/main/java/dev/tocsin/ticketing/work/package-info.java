/**
 * Work for ticket systems as rows of a queue, for those who look: a page of rows comes out, a dead
 * one goes back into its queue, old ones are forgotten. {@code ticket} uses it for notes, {@code
 * callback} for messages.
 */
@NullMarked
package dev.tocsin.ticketing.work;

import org.jspecify.annotations.NullMarked;
