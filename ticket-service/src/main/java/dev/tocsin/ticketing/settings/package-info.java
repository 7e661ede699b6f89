/**
 * Configured ticket systems of a tenant: what people enter, with secrets sealed at rest. Comes in:
 * the API's provider messages; goes out: {@link dev.tocsin.ticketing.settings.Settings} for a call.
 * {@code ticket} reads them when it calls a provider.
 */
@NullMarked
package dev.tocsin.ticketing.settings;

import org.jspecify.annotations.NullMarked;
