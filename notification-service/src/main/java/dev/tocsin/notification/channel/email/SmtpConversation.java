package dev.tocsin.notification.channel.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import io.vertx.core.Future;
import java.util.Base64;

/**
 * Hands one message to a mail server (RFC 5321, with STARTTLS of RFC 3207 and AUTH of RFC 4954).
 * Knows from which moment on the server may have taken it: once the last line of the text is on its
 * way.
 */
final class SmtpConversation {

  private final SmtpWire wire;
  private final MailServer server;
  private volatile boolean handedOver;

  SmtpConversation(SmtpWire wire, MailServer server) {
    this.wire = wire;
    this.server = server;
  }

  /** Whether the server may have the message. */
  boolean isHandedOver() {
    return handedOver;
  }

  /**
   * Runs to the server's word on the message. Fails with {@link SmtpFailure}, or with what the
   * network did.
   */
  Future<SendResult> run(String to, String mail, ProviderMessage sent) {
    return wire.reply()
        .compose(greeting -> positive("the connection", greeting))
        .compose(greeting -> hello())
        .compose(this::secure)
        .compose(this::signIn)
        .compose(ready -> wire.command("MAIL FROM:<" + server.from() + ">"))
        .compose(reply -> positive("the sender", reply))
        .compose(reply -> wire.command("RCPT TO:<" + to + ">"))
        .compose(reply -> positive("the recipient", reply))
        .compose(reply -> wire.command("DATA"))
        .compose(reply -> positive("to take a message", reply))
        .compose(reply -> handOver(mail, sent));
  }

  private Future<SmtpReply> hello() {
    return wire.command("EHLO tocsin").compose(reply -> positive("to talk to us", reply));
  }

  private Future<SmtpReply> secure(SmtpReply extensions) {
    if (server.security() != MailServer.Security.STARTTLS) {
      return Future.succeededFuture(extensions);
    }
    if (!extensions.offers("STARTTLS")) {
      return Future.failedFuture(
          SmtpFailure.permanent(
              "The mail server does not offer STARTTLS: choose TLS, or NONE on a safe network"));
    }
    return wire.command("STARTTLS")
        .compose(reply -> positive("STARTTLS", reply))
        .compose(reply -> wire.startTls(server.host()))
        .compose(encrypted -> hello());
  }

  private Future<SmtpReply> signIn(SmtpReply extensions) {
    if (server.username().isEmpty()) {
      return Future.succeededFuture(extensions);
    }
    String methods =
        extensions.lines().stream()
            .filter(l -> l.regionMatches(true, 0, "AUTH", 0, 4))
            .findFirst()
            .orElse("");
    if (methods.toUpperCase(java.util.Locale.ROOT).contains("PLAIN")) {
      String plain = "\0" + server.username() + "\0" + server.password();
      return wire.command("AUTH PLAIN " + base64(plain))
          .compose(reply -> positive("user name and password", reply));
    }
    if (methods.toUpperCase(java.util.Locale.ROOT).contains("LOGIN")) {
      return wire.command("AUTH LOGIN")
          .compose(reply -> positive("user name and password", reply))
          .compose(reply -> wire.command(base64(server.username())))
          .compose(reply -> positive("the user name", reply))
          .compose(reply -> wire.command(base64(server.password())))
          .compose(reply -> positive("user name and password", reply));
    }
    return Future.failedFuture(
        SmtpFailure.permanent(
            "The mail server offers no sign-in that Tocsin knows (PLAIN, LOGIN) on this"
                + " connection"));
  }

  private Future<SendResult> handOver(String mail, ProviderMessage sent) {
    String dotted = mail.startsWith(".") ? "." + mail : mail;
    handedOver = true;
    return wire.send(dotted.replace("\r\n.", "\r\n..") + ".\r\n")
        .map(
            reply -> {
              wire.command("QUIT").onComplete(bye -> wire.close());
              if (reply.isPositive()) {
                return new SendResult.Sent(sent);
              }
              return SmtpFailure.of("the message", reply).result();
            });
  }

  private static Future<SmtpReply> positive(String step, SmtpReply reply) {
    return reply.isPositive()
        ? Future.succeededFuture(reply)
        : Future.failedFuture(SmtpFailure.of(step, reply));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
