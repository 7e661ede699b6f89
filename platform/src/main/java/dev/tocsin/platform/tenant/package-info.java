/**
 * What a tenant has set for itself, as seen from every service: identity-service is asked in the
 * background and the answer kept for seconds, so that no call waits for it.
 */
@NullMarked
package dev.tocsin.platform.tenant;

import org.jspecify.annotations.NullMarked;
