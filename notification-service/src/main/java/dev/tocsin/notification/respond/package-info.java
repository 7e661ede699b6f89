/**
 * Answers from outside: presses of Slack's buttons and links in e-mails. Each is verified before
 * anything in it is believed, and becomes a call to alerting on behalf of the person; {@link
 * dev.tocsin.notification.respond.Answering} is what they have in common.
 */
@NullMarked
package dev.tocsin.notification.respond;

import org.jspecify.annotations.NullMarked;
