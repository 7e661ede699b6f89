package dev.tocsin.notification.channel.email;

import dev.tocsin.notification.channel.BuiltInTemplates;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.render.Escape;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundAddresses.Resolution;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * E-mail by SMTP. There is no way to look a message up: an unknown outcome is sent again under the
 * same Message-ID.
 */
@Singleton
public class EmailChannel implements Channel {

  private static final List<Part> PARTS =
      List.of(
          new Part("subject", Escape.LINE, true),
          new Part("text", Escape.NONE, true),
          new Part("html", Escape.HTML, false));
  private static final Map<String, String> BUILT_IN =
      BuiltInTemplates.read(EmailChannel.class, PARTS);
  private static final Map<String, String> CODE =
      BuiltInTemplates.read(EmailChannel.class, "code/", PARTS);
  private static final Map<String, String> NOTICE =
      BuiltInTemplates.read(EmailChannel.class, "notice/", PARTS);
  private static final int SUBJECT = 250;

  private final OutboundAddresses addresses;
  private final MailConnections connections;
  private final TocsinClock clock;
  private final Duration timeout;
  private final Vertx vertx;

  /** Connects to addresses that passed the outbound guard only. */
  @Inject
  public EmailChannel(
      Vertx vertx, OutboundAddresses addresses, EmailConfig config, TocsinClock clock) {
    this.addresses = addresses;
    this.connections = new MailConnections(vertx, config.connectTimeout());
    this.clock = clock;
    this.timeout = config.timeout();
    this.vertx = vertx;
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String provider() {
    return "The mail server";
  }

  @Override
  public List<Part> parts() {
    return PARTS;
  }

  @Override
  public Map<String, String> builtInTemplate(EventKind event) {
    return switch (event) {
      case CONTACT_CODE -> CODE;
      case NOTICE -> NOTICE;
      case PAGE, ACKNOWLEDGED, RESOLVED -> BUILT_IN;
    };
  }

  @Override
  public Rendered shape(Rendered rendered) {
    Map<String, String> parts = new LinkedHashMap<>(rendered.parts());
    List<Fault> faults = new ArrayList<>();
    String subject = Escape.LINE.apply(rendered.part("subject")).strip().replaceAll(" {2,}", " ");
    if (subject.isEmpty()) {
      faults.add(Fault.error("subject", "It renders to nothing"));
    } else if (subject.codePointCount(0, subject.length()) > SUBJECT) {
      faults.add(Fault.warning("subject", "It was cut to " + SUBJECT + " characters"));
      subject = subject.substring(0, subject.offsetByCodePoints(0, SUBJECT - 1)) + "…";
    }
    parts.put("subject", subject);
    if (rendered.part("text").isBlank()) {
      faults.add(Fault.error("text", "It renders to nothing"));
    }
    return new Rendered(parts, faults);
  }

  @Override
  public Map<String, String> problems(ChannelSettings settings) {
    return MailServer.of(settings).problems();
  }

  @Override
  public Map<String, String> secretsSentTo() {
    return Map.of("host", "password");
  }

  @Override
  public Optional<String> addressProblem(String address) {
    return MailServer.ADDRESS.matcher(address).matches()
        ? Optional.empty()
        : Optional.of("'" + masked(address) + "' is not an e-mail address");
  }

  @Override
  public String masked(String address) {
    int at = address.indexOf('@');
    return at < 1 ? "…" : address.charAt(0) + "…" + address.substring(at);
  }

  @Override
  public boolean revisesInPlace() {
    return false;
  }

  @Override
  public Uni<SendResult> send(Message message, ChannelSettings settings) {
    MailServer server = MailServer.of(settings);
    return addresses
        .resolve(server.host())
        .chain(
            resolution ->
                switch (resolution) {
                  case Resolution.Unreachable no when no.forbidden() ->
                      Uni.createFrom().item(new SendResult.Refused(no.reason()));
                  case Resolution.Unreachable no ->
                      Uni.createFrom().item(new SendResult.TryAgain(no.reason(), null));
                  case Resolution.Reachable yes -> deliver(message, server, yes.address());
                });
  }

  private Uni<SendResult> deliver(Message message, MailServer server, InetAddress address) {
    String mail = Mail.text(message, server, clock.now());
    ProviderMessage sent = new ProviderMessage(Mail.id(message, server), "");
    AtomicReference<SmtpConversation> conversation = new AtomicReference<>();
    AtomicReference<SmtpWire> wire = new AtomicReference<>();
    return Uni.createFrom()
        .<SendResult>emitter(
            emitter ->
                // All on one event loop: the greeting must not come before somebody listens to it.
                vertx
                    .getOrCreateContext()
                    .runOnContext(
                        go -> {
                          long timer =
                              vertx.setTimer(
                                  timeout.toMillis(),
                                  late ->
                                      emitter.fail(
                                          SmtpFailure.temporary(
                                              "The mail server took longer than " + timeout)));
                          connections
                              .connect(server, address)
                              .compose(
                                  socket -> {
                                    SmtpWire lines = new SmtpWire(socket);
                                    wire.set(lines);
                                    SmtpConversation talk = new SmtpConversation(lines, server);
                                    conversation.set(talk);
                                    return talk.run(message.address(), mail, sent);
                                  })
                              .onComplete(
                                  done -> {
                                    vertx.cancelTimer(timer);
                                    if (done.succeeded()) {
                                      emitter.complete(done.result());
                                    } else {
                                      emitter.fail(done.cause());
                                    }
                                  });
                        }))
        .onFailure()
        .recoverWithItem(
            failure -> {
              if (wire.get() != null) {
                wire.get().close();
              }
              boolean mayHaveIt = conversation.get() != null && conversation.get().isHandedOver();
              return failed(failure, mayHaveIt);
            });
  }

  private static SendResult failed(Throwable failure, boolean mayHaveIt) {
    String reason = reason(failure);
    if (mayHaveIt) {
      return new SendResult.Unknown(
          "The mail server did not say whether it took the message: " + reason);
    }
    return failure instanceof SmtpFailure known
        ? known.result()
        : new SendResult.TryAgain(reason, null);
  }

  private static String reason(Throwable failure) {
    if (failure instanceof javax.net.ssl.SSLException) {
      return "The mail server's certificate was not accepted: " + failure.getMessage();
    }
    return failure instanceof SmtpFailure
        ? String.valueOf(failure.getMessage())
        : "The mail server was not reached: " + failure.getMessage();
  }

  @Override
  public Uni<LookUp> lookUp(Message message, ChannelSettings settings) {
    return Uni.createFrom().item(new LookUp.Unclear("Mail servers cannot be asked"));
  }

  @Override
  public Uni<SendResult> revise(Message message, ProviderMessage sent, ChannelSettings settings) {
    throw new UnsupportedOperationException("E-mails cannot be changed");
  }
}
