package dev.tocsin.fakes.smtp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.fault.Faults;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxDraft;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mail server on its two ports. Each recipient's copy becomes an item of the inbox. */
public final class FakeSmtp {

  private static final int RAW_KEPT_CHARS = 64 * 1024;

  private final Vertx vertx;
  private final Inbox inbox;
  private final Faults faults;
  private final InstantSource clock;
  private final String host;
  private final SelfSigned certificate;
  private final NetServer plainServer;
  private final NetServer tlsServer;
  private volatile SmtpConfig config;

  public FakeSmtp(
      Vertx vertx,
      Inbox inbox,
      Faults faults,
      InstantSource clock,
      String host,
      SmtpConfig config) {
    this.vertx = vertx;
    this.inbox = inbox;
    this.faults = faults;
    this.clock = clock;
    this.host = host;
    this.config = config;
    this.certificate = SelfSigned.create(clock.instant());
    this.plainServer = server(false);
    this.tlsServer = server(true);
  }

  private NetServer server(boolean tls) {
    PemKeyCertOptions keys =
        new PemKeyCertOptions()
            .setCertValue(Buffer.buffer(certificate.certificatePem()))
            .setKeyValue(Buffer.buffer(certificate.keyPem()));
    return vertx
        .createNetServer(new NetServerOptions().setSsl(tls).setKeyCertOptions(keys))
        .connectHandler(socket -> connected(socket, tls));
  }

  /** Binds both ports. */
  public Future<?> listen() {
    return Future.all(
        plainServer.listen(config.port(), host), tlsServer.listen(config.tlsPort(), host));
  }

  private void connected(NetSocket socket, boolean tls) {
    SmtpConfig now = config;
    SmtpDialog dialog =
        new SmtpDialog(
            now,
            tls,
            (envelope, message, secure, user) -> deliver(now, envelope, message, secure, user));
    new SmtpSession(vertx, socket, faults, now, dialog).start();
  }

  public String host() {
    return host;
  }

  /** The port that starts plain, and offers STARTTLS unless told otherwise. */
  public int port() {
    return plainServer.actualPort();
  }

  /** The port that speaks TLS from the first byte. */
  public int tlsPort() {
    return tlsServer.actualPort();
  }

  /** The server's own certificate in PEM, for a client to trust; names localhost and 127.0.0.1. */
  public String certificatePem() {
    return certificate.certificatePem();
  }

  public SmtpConfig config() {
    return config;
  }

  /** Changes the rules for connections made from now on; the ports stay. */
  public void configure(SmtpConfig newConfig) {
    config = newConfig;
  }

  private String deliver(
      SmtpConfig rules, Envelope envelope, byte[] message, boolean tls, @Nullable String user) {
    Instant at = clock.instant();
    return new MailChecks(rules)
        .refusal(message, envelope)
        .orElseGet(() -> accept(envelope, message, tls, user, at));
  }

  private String accept(
      Envelope envelope, byte[] message, boolean tls, @Nullable String user, Instant at) {
    ParsedMail mail;
    try {
      mail = ParsedMail.of(message);
    } catch (MessagingException | IOException malformed) {
      return "550 5.6.0 the message cannot be read: "
          + String.valueOf(malformed.getMessage()).replaceAll("\\s+", " ");
    }
    ObjectNode payload = payload(envelope, message, mail, tls, user);
    String text = mail.text().isBlank() ? MailLinks.words(mail.html()) : mail.text();
    long id = 0;
    for (String recipient : envelope.recipients) {
      id =
          inbox
              .add(
                  new InboxDraft(
                      "email",
                      recipient,
                      List.of(),
                      mail.from().isEmpty() ? envelope.from : mail.from(),
                      mail.subject(),
                      text,
                      payload,
                      at,
                      MailLinks.in(mail)))
              .id();
    }
    return "250 2.0.0 ok, queued as " + id;
  }

  private static ObjectNode payload(
      Envelope envelope, byte[] message, ParsedMail mail, boolean tls, @Nullable String user) {
    ObjectNode payload =
        Json.object().put("mail_from", envelope.from).put("tls", tls).put("auth_user", user);
    envelope.recipients.forEach(payload.putArray("rcpt_to")::add);
    payload.put("subject", mail.subject()).put("from", mail.from());
    ObjectNode headers = payload.putObject("headers");
    mail.headers().forEach(headers::put);
    payload.put("text", mail.text()).put("html", mail.html());
    mail.attachments().forEach(payload.putArray("attachments")::add);
    payload.put("size", message.length);
    String raw = new String(message, StandardCharsets.UTF_8);
    return payload.put("raw", raw.substring(0, Math.min(raw.length(), RAW_KEPT_CHARS)));
  }
}
