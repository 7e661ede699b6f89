package dev.tocsin.notification.channel.email;

import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.render.EventKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A message in the form of RFC 5322 with a text and an HTML alternative. */
final class Mail {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String REPEAT = "(possible repeat) ";

  private Mail() {}

  /** Id of the message: the same in each attempt, so that mail programs fold a repeat. */
  static String id(Message message, MailServer server) {
    return "<" + message.delivery() + "@" + server.domain() + ">";
  }

  /** The whole message; lines end in CR LF. Dots at the start of lines are not yet doubled. */
  static String text(Message message, MailServer server, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Date", DATE.format(now));
    headers.put("From", "Tocsin <" + server.from() + ">");
    headers.put("To", "<" + message.address() + ">");
    headers.put("Subject", QuotedPrintable.header(subject(message)));
    headers.put("Message-ID", id(message, server));
    if (!message.group().isEmpty()) {
      String thread = "<group-" + message.group() + "@" + server.domain() + ">";
      headers.put("In-Reply-To", thread);
      headers.put("References", thread);
    }
    headers.put("Auto-Submitted", "auto-generated");
    headers.put("X-Auto-Response-Suppress", "All");
    headers.put("X-Tocsin-Delivery", message.delivery().toString());
    if (message.event() == EventKind.PAGE) {
      headers.put("X-Priority", "1");
      headers.put("Importance", "high");
    }
    headers.put("MIME-Version", "1.0");
    String boundary = "tocsin-" + message.delivery().toString().replace("-", "");
    headers.put("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
    StringBuilder out = new StringBuilder();
    headers.forEach((name, value) -> out.append(name).append(": ").append(value).append("\r\n"));
    out.append("\r\n");
    String note =
        message.possibleRepeat() ? "(possible repeat: an earlier copy may have reached you)" : "";
    part(out, boundary, "text/plain", (note.isEmpty() ? "" : note + "\n\n") + message.part("text"));
    part(out, boundary, "text/html", noted(message.part("html"), note));
    return out.append("--").append(boundary).append("--\r\n").toString();
  }

  private static String subject(Message message) {
    return (message.possibleRepeat() ? REPEAT : "") + message.part("subject");
  }

  private static String noted(String html, String note) {
    if (note.isEmpty()) {
      return html;
    }
    String paragraph = "<p>" + note + "</p>";
    int body = html.indexOf("<body");
    int end = body < 0 ? -1 : html.indexOf('>', body);
    return end < 0
        ? paragraph + html
        : html.substring(0, end + 1) + paragraph + html.substring(end + 1);
  }

  private static void part(StringBuilder out, String boundary, String type, String content) {
    if (content.isBlank()) {
      return;
    }
    out.append("--").append(boundary).append("\r\n");
    out.append("Content-Type: ").append(type).append("; charset=utf-8\r\n");
    out.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
    out.append(QuotedPrintable.body(content));
  }
}
