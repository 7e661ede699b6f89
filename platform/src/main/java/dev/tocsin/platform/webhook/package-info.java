/**
 * Signed webhooks, out and in. {@link dev.tocsin.platform.webhook.StandardWebhooks} makes and
 * checks the headers of the Standard Webhooks specification; what is in the body, and where it
 * goes, is for its users.
 */
@NullMarked
package dev.tocsin.platform.webhook;

import org.jspecify.annotations.NullMarked;
