/**
 * API keys: with them programs call. Comes in: keys to make, list and revoke through {@code
 * ApiKeyGrpc}, and keys presented with a call; goes out: the caller behind a key ({@link
 * dev.tocsin.platform.auth.ApiKeyVerifier} in this process, an RPC for the other services). Only
 * hashes are stored.
 */
@NullMarked
package dev.tocsin.identity.apikey;

import org.jspecify.annotations.NullMarked;
