/**
 * Calls among the services of one process: gRPC without a network, by the same stubs and the same
 * way in. {@link dev.tocsin.platform.inprocess.InProcessServices} offers them; {@code client} calls
 * them wherever a service has no address.
 */
@NullMarked
package dev.tocsin.platform.inprocess;

import org.jspecify.annotations.NullMarked;
