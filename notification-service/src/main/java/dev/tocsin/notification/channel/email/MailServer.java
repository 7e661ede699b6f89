package dev.tocsin.notification.channel.email;

import dev.tocsin.notification.channel.ChannelSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A mail server as a channel's settings name it. */
record MailServer(
    String host,
    int port,
    Security security,
    String username,
    String password,
    String from,
    String certificates) {

  /** How the connection is protected. */
  enum Security {
    NONE,
    STARTTLS,
    TLS
  }

  /**
   * One mailbox without display name, of characters that need no quoting (RFC 5321, Dot-string).
   */
  static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|\\[?[0-9A-Fa-f:.]+]?");

  static MailServer of(ChannelSettings settings) {
    String security = settings.text("security");
    int port = settings.number("port");
    return new MailServer(
        settings.text("host"),
        port == 0 ? 587 : port,
        security.endsWith("_NONE")
            ? Security.NONE
            : security.endsWith("_TLS") ? Security.TLS : Security.STARTTLS,
        settings.text("username"),
        settings.text("password"),
        settings.text("from_address"),
        settings.text("trusted_certificates"));
  }

  /** Domain of the sender, for ids of messages. */
  String domain() {
    return from.substring(from.indexOf('@') + 1);
  }

  Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    if (!HOST.matcher(host).matches()) {
      problems.put("host", "'" + host + "' is not the name of a mail server");
    }
    if (!ADDRESS.matcher(from).matches()) {
      problems.put("from_address", "'" + from + "' is not an e-mail address");
    }
    if (!username.isEmpty() && password.isEmpty()) {
      problems.put("password", "A user name is set, but no password");
    }
    if (!certificates.isBlank()) {
      try {
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(certificates.getBytes(StandardCharsets.UTF_8)));
      } catch (CertificateException e) {
        problems.put("trusted_certificates", "These are not X.509 certificates in PEM form");
      }
    }
    return problems;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port + " (" + security + ")";
  }
}
