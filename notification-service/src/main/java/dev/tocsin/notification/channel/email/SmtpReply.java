package dev.tocsin.notification.channel.email;

import java.util.List;

/**
 * A reply of a mail server (RFC 5321, 4.2).
 *
 * @param code three digits
 * @param lines its lines without the code
 */
record SmtpReply(int code, List<String> lines) {

  boolean isPositive() {
    return code >= 200 && code < 400;
  }

  boolean isPermanent() {
    return code >= 500;
  }

  /** Whether the server names this extension in its answer to EHLO. */
  boolean offers(String extension) {
    return lines.stream()
        .anyMatch(line -> line.toUpperCase(java.util.Locale.ROOT).startsWith(extension));
  }

  /** One line for people; addresses and anything long are left out. */
  String summary() {
    String text =
        String.join(" ", lines)
            .replaceAll("\\S+@\\S+", "<address>")
            .replaceAll("[\\p{Cntrl}]", " ");
    return code + " " + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
  }
}
