/**
 * What every call goes through, whichever way it comes in: request id, authentication,
 * authorization by the RPC's own option, field rules, error mapping. {@link
 * dev.tocsin.platform.grpc.CallInterceptor} names these steps; {@link
 * dev.tocsin.platform.grpc.ServiceCatalog} knows every RPC of this process and refuses to start
 * when one has no rule.
 */
@NullMarked
package dev.tocsin.platform.grpc;

import org.jspecify.annotations.NullMarked;
