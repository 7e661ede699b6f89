/**
 * E-mail, through a tenant's own mail server by SMTP: text and HTML in one message, threads by
 * group of alerts. A message keeps its Message-ID through all attempts, so that mail programs fold
 * a repeat. {@code docs/channels/email.md} tells how to set it up.
 */
@NullMarked
package dev.tocsin.notification.channel.email;

import org.jspecify.annotations.NullMarked;
