/**
 * Secrets at rest. Clear bytes (a channel's token, a provider's password) come in together with the
 * tenant and the purpose that they belong to, sealed bytes go out and into a {@code bytea} column;
 * {@link dev.tocsin.platform.secret.KeyRing} is the only door. Each service names its sealed
 * columns, so that {@link dev.tocsin.platform.secret.Resealing} can bring them to a new key.
 */
@NullMarked
package dev.tocsin.platform.secret;

import org.jspecify.annotations.NullMarked;
