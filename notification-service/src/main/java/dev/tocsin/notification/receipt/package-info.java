/**
 * What providers say afterwards: {@link dev.tocsin.notification.receipt.Receipts} records what
 * became of a message, {@link dev.tocsin.notification.receipt.BlockedAddresses} remembers whom a
 * provider refuses for good, so that the next page says so instead of trying blindly. Filled by
 * {@code respond} and {@code delivery}.
 */
@NullMarked
package dev.tocsin.notification.receipt;

import org.jspecify.annotations.NullMarked;
