/**
 * Calls from one service to another: {@link dev.tocsin.platform.client.ServiceClients} holds one
 * channel to each, adds the credential, the tenant and the request id, and translates what comes
 * back.
 */
@NullMarked
package dev.tocsin.platform.client;

import org.jspecify.annotations.NullMarked;
