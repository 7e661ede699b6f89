/**
 * The face of a ticket system. A provider is a bean that knows how to open, update and close a
 * ticket at one kind of system; {@link dev.tocsin.ticketing.provider.ProviderRegistry} finds them
 * all by their presence. Comes in: what a ticket should tell; goes out: what the system answered.
 * Each kind is one package below this one; {@code ticket} calls it.
 */
@NullMarked
package dev.tocsin.ticketing.provider;

import org.jspecify.annotations.NullMarked;
