/**
 * A ticket system behind a webhook: takes requests signed as Standard Webhooks says, keeps one
 * ticket per external key, and answers which. {@link dev.tocsin.fakes.ticket.FakeTickets} is the
 * face.
 */
@NullMarked
package dev.tocsin.fakes.ticket;

import org.jspecify.annotations.NullMarked;
