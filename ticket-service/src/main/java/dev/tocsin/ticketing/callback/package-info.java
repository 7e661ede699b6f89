/**
 * What ticket systems tell us by HTTP. Comes in: a signed message to a provider's callback path; it
 * is verified, kept, and answered at once; goes out, from a queue: {@link
 * dev.tocsin.ticketing.provider.TicketNews} to {@code ticket}.
 */
@NullMarked
package dev.tocsin.ticketing.callback;

import org.jspecify.annotations.NullMarked;
