package dev.tocsin.fakes.smtp;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.fault.Faults;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One client's connection: feeds its lines to the dialog and sends replies as faults allow. */
final class SmtpSession {

  private static final System.Logger LOG = System.getLogger(SmtpSession.class.getName());

  static final String TARGET = "smtp";
  private static final int COMMAND_BUFFER = 64 * 1024;

  private final Vertx vertx;
  private final NetSocket socket;
  private final Faults faults;
  private final SmtpConfig config;
  private final SmtpDialog dialog;
  private final Wire wire = new Wire();
  private boolean busy;

  SmtpSession(Vertx vertx, NetSocket socket, Faults faults, SmtpConfig config, SmtpDialog dialog) {
    this.vertx = vertx;
    this.socket = socket;
    this.faults = faults;
    this.config = config;
    this.dialog = dialog;
  }

  void start() {
    socket.exceptionHandler(broken -> socket.close());
    socket.handler(this::receive);
    perform("connect", faults.strikeNamed(TARGET, "connect", this::subject), dialog::greeting);
  }

  private void receive(Buffer bytes) {
    wire.add(bytes.getBytes());
    pump();
  }

  /** Handles what is complete, one thing at a time, until the wire is empty or a reply is due. */
  private void pump() {
    boolean progress = true;
    while (progress && !busy) {
      progress = dialog.next() == SmtpDialog.Next.MESSAGE ? takeMessage() : takeLine();
    }
  }

  private boolean takeMessage() {
    Optional<byte[]> message = wire.message();
    if (message.isEmpty()) {
      if (wire.size() > 2L * config.maxBytes() + COMMAND_BUFFER) {
        finish("421 4.3.4 message far larger than announced");
      }
      return false;
    }
    Optional<Fault> fault =
        faults.strike(
            TARGET,
            "message",
            () -> subject() + " " + new String(message.get(), StandardCharsets.UTF_8));
    if (fault.isPresent() && !records(fault.get().mode())) {
      dialog.abandon();
    }
    perform("message", fault, () -> dialog.message(message.get()));
    return true;
  }

  private boolean takeLine() {
    Optional<String> line = wire.line();
    if (line.isEmpty()) {
      if (wire.size() > COMMAND_BUFFER) {
        finish("500 5.5.2 line too long");
      }
      return false;
    }
    String operation = dialog.operation(line.get());
    Optional<Fault> fault =
        faults.strikeNamed(TARGET, operation, () -> subject() + " " + line.get());
    perform(operation, fault, () -> dialog.line(line.get()));
    return true;
  }

  private String subject() {
    return String.join(" ", dialog.recipients());
  }

  private static boolean records(FaultMode mode) {
    return switch (mode) {
      case FAIL, RATE_LIMIT, HANG, LOSE -> false;
      case NONE, SLOW, RESET_AFTER_ACCEPT, DRIP -> true;
    };
  }

  private void perform(String operation, Optional<Fault> struck, Supplier<String> work) {
    if (struck.isEmpty()) {
      reply(work.get());
      return;
    }
    Fault fault = struck.get();
    switch (fault.mode()) {
      case NONE -> reply(work.get());
      case SLOW -> later(fault.delay(), () -> reply(work.get()));
      case FAIL -> reply(failure(fault, operation));
      case RATE_LIMIT ->
          reply("450 4.7.1 too fast, try again in " + fault.retryAfter() + " seconds");
      case HANG -> later(fault.delay(), socket::close);
      case LOSE -> socket.close();
      case RESET_AFTER_ACCEPT -> {
        String lost = work.get();
        socket.close();
        LOG.log(System.Logger.Level.DEBUG, "accepted, and the answer lost: {0}", lost);
      }
      case DRIP -> {
        busy = true;
        drip(Buffer.buffer(work.get() + "\r\n"), 0, fault.delay());
      }
    }
  }

  /** A code that SMTP has; the general 500 of HTTP reads as "try again later". */
  private static String failure(Fault fault, String operation) {
    int code = fault.status() < 400 || fault.status() == 500 ? 451 : fault.status();
    String error = fault.error();
    String words = error == null ? operation + " was made to fail by POST /faults" : error;
    return code + (code < 500 ? " 4.3.0 " : " 5.3.0 ") + words;
  }

  private void reply(String text) {
    if (dialog.next() == SmtpDialog.Next.TLS) {
      busy = true;
      socket.write(text + "\r\n").onComplete(sent -> proceed());
    } else {
      socket.write(text + "\r\n");
      proceed();
    }
  }

  private void proceed() {
    switch (dialog.next()) {
      case COMMAND, MESSAGE -> {
        if (busy) {
          busy = false;
          pump();
        }
      }
      case TLS -> {
        busy = true;
        wire.clear();
        socket
            .upgradeToSsl()
            .onSuccess(
                up -> {
                  dialog.secured();
                  busy = false;
                  pump();
                })
            .onFailure(refused -> socket.close());
      }
      case CLOSE -> {
        busy = true;
        socket.end();
      }
    }
  }

  private void finish(String lastWords) {
    busy = true;
    socket.end(Buffer.buffer(lastWords + "\r\n"));
  }

  private void drip(Buffer text, int at, Duration every) {
    if (at == text.length()) {
      proceed();
      return;
    }
    socket.write(text.getBuffer(at, at + 1));
    later(every, () -> drip(text, at + 1, every));
  }

  private void later(Duration delay, Runnable then) {
    busy = true;
    vertx.setTimer(Math.max(1, delay.toMillis()), timer -> then.run());
  }
}
