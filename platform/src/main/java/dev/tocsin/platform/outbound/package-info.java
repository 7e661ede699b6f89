/**
 * The one way out over HTTP, for addresses that a tenant may choose. An {@link
 * dev.tocsin.platform.outbound.OutboundRequest} comes in, is resolved and checked against private
 * networks, and is sent to the very address that was checked; an {@link
 * dev.tocsin.platform.outbound.OutboundResponse} goes out and tells whether the other side
 * answered, never saw the request, or may have acted on it.
 */
@NullMarked
package dev.tocsin.platform.outbound;

import org.jspecify.annotations.NullMarked;
