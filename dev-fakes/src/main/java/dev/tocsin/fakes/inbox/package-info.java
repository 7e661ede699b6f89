/**
 * What arrived, whatever channel it came by. Each fake adds an {@link
 * dev.tocsin.fakes.inbox.InboxItem} for what it accepted and replaces it when the sender changes
 * the message; tests await it, {@code GET /inbox} and the phone wall show it. Bounded: the oldest
 * item goes when a new one finds no room.
 */
@NullMarked
package dev.tocsin.fakes.inbox;

import org.jspecify.annotations.NullMarked;
