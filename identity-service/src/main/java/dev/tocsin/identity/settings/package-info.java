/**
 * What a tenant has set for itself. Comes in: settings through {@code SettingsGrpc}; goes out: the
 * same, to the other services as well, and {@link dev.tocsin.identity.settings.Settings} to the
 * package that makes people.
 */
@NullMarked
package dev.tocsin.identity.settings;

import org.jspecify.annotations.NullMarked;
