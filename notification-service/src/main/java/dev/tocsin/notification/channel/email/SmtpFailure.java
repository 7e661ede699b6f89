package dev.tocsin.notification.channel.email;

import dev.tocsin.notification.channel.SendResult;

/** Ends a conversation with a mail server before the message was handed over. */
final class SmtpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  private SmtpFailure(String message, boolean permanent) {
    super(message, null, false, false);
    this.permanent = permanent;
  }

  static SmtpFailure permanent(String message) {
    return new SmtpFailure(message, true);
  }

  static SmtpFailure temporary(String message) {
    return new SmtpFailure(message, false);
  }

  /** The server's refusal of a step. */
  static SmtpFailure of(String step, SmtpReply reply) {
    return new SmtpFailure(
        "The mail server refused " + step + ": " + reply.summary(), reply.isPermanent());
  }

  SendResult result() {
    String reason = String.valueOf(getMessage());
    return permanent ? new SendResult.Refused(reason) : new SendResult.TryAgain(reason, null);
  }
}
