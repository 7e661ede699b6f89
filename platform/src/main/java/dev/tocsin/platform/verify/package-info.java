/**
 * Credentials that identity vouches for, as seen from the other services: API keys are asked about
 * and the answer kept for seconds, access tokens are checked against the keys that identity
 * publishes. Identity itself brings verifiers of its own, which then stand in for these.
 */
@NullMarked
package dev.tocsin.platform.verify;

import org.jspecify.annotations.NullMarked;
