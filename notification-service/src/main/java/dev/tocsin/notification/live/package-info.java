/**
 * Live updates. {@code delivery} touches a tenant when it writes events; {@link
 * dev.tocsin.notification.live.LiveUpdates} has every replica look for them (hint through Redis,
 * poll without it), and followers over {@code /api/v1/ws} get each event once, in one order, from
 * where they left off. {@code docs/notifications.md} has the protocol.
 */
@NullMarked
package dev.tocsin.notification.live;

import org.jspecify.annotations.NullMarked;
