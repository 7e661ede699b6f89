package dev.tocsin.notification.channel.email;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines to and from a mail server: one command, one reply. Lives on one event loop. */
final class SmtpWire {

  private static final int MAX_PENDING = 64 * 1024;

  private final NetSocket socket;
  private final StringBuilder pending = new StringBuilder();
  private final List<String> lines = new ArrayList<>();
  private @Nullable Promise<SmtpReply> waiting;
  private @Nullable Throwable broken;

  SmtpWire(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::read);
    socket.exceptionHandler(this::fail);
    socket.closeHandler(
        closed -> fail(SmtpFailure.temporary("The mail server closed the connection")));
  }

  /** The next reply, without sending anything. */
  Future<SmtpReply> reply() {
    Promise<SmtpReply> promise = Promise.promise();
    waiting = promise;
    if (broken != null) {
      fail(broken);
    } else {
      match();
    }
    return promise.future();
  }

  /** Sends a command and gives its reply. */
  Future<SmtpReply> command(String line) {
    if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
      return Future.failedFuture(
          SmtpFailure.permanent("A line break was kept out of an SMTP command"));
    }
    return send(line + "\r\n");
  }

  /** Sends text as it is and gives the reply. */
  Future<SmtpReply> send(String text) {
    // Whatever came unasked, before TLS above all, must not be taken for the reply (CVE-2011-0411).
    pending.setLength(0);
    lines.clear();
    Future<SmtpReply> reply = reply();
    socket.write(text).onFailure(this::fail);
    return reply;
  }

  Future<Void> startTls(String host) {
    pending.setLength(0);
    return socket.upgradeToSsl(host);
  }

  void close() {
    socket.close();
  }

  private void read(Buffer data) {
    pending.append(data.toString(java.nio.charset.StandardCharsets.UTF_8));
    if (pending.length() > MAX_PENDING) {
      fail(SmtpFailure.temporary("The mail server's reply is too long"));
      socket.close();
      return;
    }
    match();
  }

  private void match() {
    int end = pending.indexOf("\n");
    while (end >= 0 && waiting != null) {
      String line = pending.substring(0, end).stripTrailing();
      pending.delete(0, end + 1);
      take(line);
      end = pending.indexOf("\n");
    }
  }

  private void take(String line) {
    if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
      fail(SmtpFailure.temporary("That is not a mail server: it says what SMTP does not know"));
      socket.close();
      return;
    }
    lines.add(line.length() > 4 ? line.substring(4) : "");
    if (lines.size() > 200) {
      fail(SmtpFailure.temporary("The mail server's reply is too long"));
    } else if (line.length() < 4 || line.charAt(3) == ' ') {
      SmtpReply reply = new SmtpReply(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
      lines.clear();
      Promise<SmtpReply> promise = waiting;
      waiting = null;
      if (promise != null) {
        promise.complete(reply);
      }
    }
  }

  private void fail(Throwable failure) {
    broken = broken == null ? failure : broken;
    Promise<SmtpReply> promise = waiting;
    waiting = null;
    if (promise != null) {
      promise.tryFail(failure);
    }
  }
}
