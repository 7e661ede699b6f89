/**
 * Rows that are kept for a time and then go. Comes in: the tables of a service and the settings
 * that say how long; goes out: their deletion, in pieces and tenant by tenant. Services forget a
 * tenant's old rows as it adds new ones; {@code tocsin retention} does it for those that add none.
 */
@NullMarked
package dev.tocsin.platform.retention;

import org.jspecify.annotations.NullMarked;
