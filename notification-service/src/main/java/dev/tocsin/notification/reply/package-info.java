/**
 * Answers that people write: each page by a channel without buttons carries a short code of its
 * receiver's ({@link dev.tocsin.notification.reply.ReplyCodes}), and {@link
 * dev.tocsin.notification.reply.ReplyText} reads what comes back. {@code delivery} issues codes,
 * {@code respond} takes replies.
 */
@NullMarked
package dev.tocsin.notification.reply;

import org.jspecify.annotations.NullMarked;
