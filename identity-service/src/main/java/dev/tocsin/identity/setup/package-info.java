/**
 * Set-up by browser: begins an empty installation for whoever has the set-up token. Comes in: the
 * token with the wishes for the first tenant through {@code SetupGrpc}; goes out: a tenant through
 * the tenant package, and its owner's session through the session package.
 */
@NullMarked
package dev.tocsin.identity.setup;

import org.jspecify.annotations.NullMarked;
