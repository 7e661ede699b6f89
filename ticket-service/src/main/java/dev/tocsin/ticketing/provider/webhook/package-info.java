/**
 * Tickets by signed webhook (Standard Webhooks), for systems that have no provider of their own.
 * Comes in: a {@link dev.tocsin.ticketing.provider.TicketCall}; goes out: one signed POST; back
 * comes the id the receiver gave.
 */
@NullMarked
package dev.tocsin.ticketing.provider.webhook;

import org.jspecify.annotations.NullMarked;
