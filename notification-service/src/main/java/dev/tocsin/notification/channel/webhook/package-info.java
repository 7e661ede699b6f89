/**
 * Signed webhooks by the Standard Webhooks specification: the rendered JSON is posted with an id
 * that is the delivery's in every attempt, the time and a signature of each secret. A 2xx is the
 * receipt. {@code docs/channels/webhook.md} documents the body.
 */
@NullMarked
package dev.tocsin.notification.channel.webhook;

import org.jspecify.annotations.NullMarked;
