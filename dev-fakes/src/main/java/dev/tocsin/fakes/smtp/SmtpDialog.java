package dev.tocsin.fakes.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one SMTP conversation: a line comes in, a reply goes out. Knows no sockets; after a
 * reply its owner asks {@link #next()} how to go on.
 */
final class SmtpDialog {

  /** How the conversation goes on after a reply. */
  enum Next {
    COMMAND,
    MESSAGE,
    TLS,
    CLOSE
  }

  /** Takes a finished message and gives the reply. */
  interface Delivery {
    String deliver(Envelope envelope, byte[] message, boolean tls, @Nullable String user);
  }

  private static final int MAX_COMMAND = 512;
  private static final int MAX_AUTH_LINE = 12_288;
  private static final int MAX_RECIPIENTS = 100;
  private static final int MAX_ERRORS = 20;

  private final SmtpConfig config;
  private final Delivery delivery;
  private boolean tls;
  private boolean greeted;
  private @Nullable String user;
  private @Nullable Authentication authentication;
  private @Nullable Envelope envelope;
  private Next next = Next.COMMAND;
  private int errors;

  SmtpDialog(SmtpConfig config, boolean tls, Delivery delivery) {
    this.config = config;
    this.tls = tls;
    this.delivery = delivery;
  }

  Next next() {
    return next;
  }

  String greeting() {
    return "220 localhost ESMTP Tocsin dev-fakes";
  }

  /** TLS is up: everything learned before it is forgotten (RFC 3207 4.2). */
  void secured() {
    tls = true;
    greeted = false;
    user = null;
    envelope = null;
    next = Next.COMMAND;
  }

  /** The name that faults know the line's operation by. */
  String operation(String line) {
    return authentication != null ? "auth" : verb(line).toLowerCase(Locale.ROOT);
  }

  List<String> recipients() {
    return envelope == null ? List.of() : List.copyOf(envelope.recipients);
  }

  String line(String line) {
    String reply = answer(line);
    if (reply.startsWith("5") && ++errors >= MAX_ERRORS) {
      next = Next.CLOSE;
      return "421 4.7.0 too many errors";
    }
    return reply;
  }

  String message(byte[] message) {
    next = Next.COMMAND;
    Envelope finished = envelope;
    envelope = null;
    return finished == null
        ? "503 5.5.1 no message was announced"
        : delivery.deliver(finished, message, tls, user);
  }

  /** The message is refused by a fault: the transaction is over. */
  void abandon() {
    envelope = null;
    next = Next.COMMAND;
  }

  private String answer(String line) {
    if (authentication != null) {
      return line.length() > MAX_AUTH_LINE
          ? "500 5.5.6 line too long"
          : conclude(authentication.take(line));
    }
    String verb = verb(line);
    if (line.length() + 2 > (verb.equals("AUTH") ? MAX_AUTH_LINE : MAX_COMMAND)) {
      return "500 5.5.2 line longer than 512 bytes";
    }
    String argument = line.length() > verb.length() ? line.substring(verb.length()).strip() : "";
    return switch (verb) {
      case "EHLO" -> hello(argument, true);
      case "HELO" -> hello(argument, false);
      case "STARTTLS" -> startTls(argument);
      case "AUTH" -> auth(argument);
      case "MAIL" -> mail(argument);
      case "RCPT" -> rcpt(argument);
      case "DATA" -> data(argument);
      case "RSET" -> reset();
      case "NOOP" -> "250 2.0.0 ok";
      case "VRFY" -> "252 2.5.0 send some mail, I will see";
      case "HELP" -> "214 2.0.0 RFC 5321";
      case "QUIT" -> {
        next = Next.CLOSE;
        yield "221 2.0.0 bye";
      }
      default -> "500 5.5.1 unknown command";
    };
  }

  private static String verb(String line) {
    return line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
  }

  private String hello(String name, boolean extended) {
    if (name.isEmpty() || name.contains(" ")) {
      return "501 5.5.4 say your name: EHLO host";
    }
    greeted = true;
    envelope = null;
    if (!extended) {
      return "250 localhost";
    }
    List<String> lines = new ArrayList<>();
    lines.add("localhost");
    lines.add("SIZE " + config.maxBytes());
    lines.add("8BITMIME");
    lines.add("SMTPUTF8");
    lines.add("PIPELINING");
    lines.add("ENHANCEDSTATUSCODES");
    if (config.offerStartTls() && !tls) {
      lines.add("STARTTLS");
    }
    if (authOffered()) {
      lines.add("AUTH PLAIN LOGIN");
    }
    StringBuilder reply = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      reply.append("250").append(last ? ' ' : '-').append(lines.get(i)).append(last ? "" : "\r\n");
    }
    return reply.toString();
  }

  private boolean authOffered() {
    return !config.users().isEmpty() && (tls || config.plainAuth());
  }

  private String startTls(String argument) {
    if (!argument.isEmpty()) {
      return "501 5.5.4 STARTTLS takes no parameter";
    }
    if (tls || !config.offerStartTls()) {
      return "503 5.5.1 STARTTLS is not offered now";
    }
    next = Next.TLS;
    return "220 2.0.0 go ahead";
  }

  private String auth(String argument) {
    if (!greeted || user != null || envelope != null) {
      return "503 5.5.1 AUTH comes after EHLO, once, and before MAIL";
    }
    if (!authOffered()) {
      return config.users().isEmpty()
          ? "502 5.5.1 AUTH is not offered"
          : "538 5.7.11 encryption is required for AUTH";
    }
    String[] words = argument.split(" ", 2);
    Optional<Authentication> started = Authentication.start(words[0], config.users());
    if (started.isEmpty()) {
      return "504 5.5.4 AUTH knows PLAIN and LOGIN";
    }
    authentication = started.get();
    return conclude(
        words.length == 2 ? started.get().take(words[1].strip()) : started.get().challenge());
  }

  private String conclude(Authentication.Step step) {
    if (step.finished()) {
      authentication = null;
      user = step.user();
    }
    return step.reply();
  }

  private String mail(String argument) {
    if (!greeted) {
      return "503 5.5.1 say EHLO first";
    }
    if (config.requireTls() && !tls) {
      return "530 5.7.0 say STARTTLS first";
    }
    if (config.requireAuth() && user == null) {
      return "530 5.7.0 authentication required";
    }
    if (envelope != null) {
      return "503 5.5.1 a message is already under way";
    }
    Optional<Paths> parsed = Paths.of(argument, "FROM");
    if (parsed.isEmpty()) {
      return "501 5.5.4 write MAIL FROM:<address>";
    }
    Paths path = parsed.get();
    Optional<String> unknown = path.unknown(List.of("SIZE", "BODY", "SMTPUTF8", "AUTH"));
    if (unknown.isPresent()) {
      return "555 5.5.4 unknown parameter " + unknown.get();
    }
    if (!path.address().isEmpty() && !path.wellFormed()) {
      return "553 5.1.7 not an address: <" + path.address() + ">";
    }
    String size = path.parameter("SIZE").orElse("0");
    if (!size.matches("[0-9]{1,18}")) {
      return "501 5.5.4 SIZE is a number";
    }
    if (Long.parseLong(size) > config.maxBytes()) {
      return "552 5.3.4 message is larger than " + config.maxBytes() + " bytes";
    }
    String body = path.parameter("BODY").orElse("7BIT").toUpperCase(Locale.ROOT);
    if (!body.equals("7BIT") && !body.equals("8BITMIME")) {
      return "501 5.5.4 BODY is 7BIT or 8BITMIME";
    }
    boolean utf8 = path.has("SMTPUTF8");
    if (!path.ascii() && !utf8) {
      return "553 5.6.7 the address is not ASCII and SMTPUTF8 is missing";
    }
    envelope = new Envelope(path.address(), body.equals("8BITMIME") || utf8, utf8);
    return "250 2.1.0 ok";
  }

  private String rcpt(String argument) {
    if (envelope == null) {
      return "503 5.5.1 say MAIL first";
    }
    Optional<Paths> parsed = Paths.of(argument, "TO");
    if (parsed.isEmpty()) {
      return "501 5.5.4 write RCPT TO:<address>";
    }
    Paths path = parsed.get();
    if (!path.parameters().isEmpty()) {
      return "555 5.5.4 unknown parameter " + path.parameters().getFirst();
    }
    if (!path.wellFormed()) {
      return "553 5.1.3 not an address: <" + path.address() + ">";
    }
    if (!path.ascii() && !envelope.utf8) {
      return "553 5.6.7 the address is not ASCII and SMTPUTF8 is missing";
    }
    if (path.address().toLowerCase(Locale.ROOT).endsWith(".invalid")) {
      return "550 5.1.1 nobody lives at " + path.address();
    }
    if (envelope.recipients.size() >= MAX_RECIPIENTS) {
      return "452 4.5.3 too many recipients";
    }
    envelope.recipients.add(path.address());
    return "250 2.1.5 ok";
  }

  private String data(String argument) {
    if (!argument.isEmpty()) {
      return "501 5.5.4 DATA takes no parameter";
    }
    if (envelope == null || envelope.recipients.isEmpty()) {
      return "503 5.5.1 say MAIL and RCPT first";
    }
    next = Next.MESSAGE;
    return "354 go ahead, end with <CRLF>.<CRLF>";
  }

  private String reset() {
    envelope = null;
    return "250 2.0.0 ok";
  }
}
