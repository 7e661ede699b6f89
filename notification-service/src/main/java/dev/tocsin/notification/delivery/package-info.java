/**
 * Delivery. A wish to tell somebody comes in through {@code NotificationGrpc}, becomes a row per
 * destination, and {@link dev.tocsin.notification.delivery.DeliveryWorker} hands each over through
 * its {@code channel}: attempt recorded before the call, unknown outcomes looked up or sent again
 * with a mark, retries with backoff, dead letters. {@code docs/delivery.md} tells when a page may
 * repeat.
 */
@NullMarked
package dev.tocsin.notification.delivery;

import org.jspecify.annotations.NullMarked;
