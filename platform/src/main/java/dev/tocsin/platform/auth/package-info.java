/**
 * Who calls. Comes in: a key, an access token, a service token or the operator key; goes out: a
 * {@link dev.tocsin.platform.auth.Caller}, kept in the call's own Vert.x context. The interceptors
 * in {@code platform.grpc} ask this package and then hold the caller against the rule of the RPC.
 */
@NullMarked
package dev.tocsin.platform.auth;

import org.jspecify.annotations.NullMarked;
