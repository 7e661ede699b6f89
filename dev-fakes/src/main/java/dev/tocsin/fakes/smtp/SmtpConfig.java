package dev.tocsin.fakes.smtp;

import java.util.Map;

/**
 * How the mail server behaves.
 *
 * @param port of the plain port (with STARTTLS when offered); 0 takes a free one
 * @param tlsPort of the port that speaks TLS from the start; 0 takes a free one
 * @param offerStartTls whether EHLO names STARTTLS
 * @param requireTls whether mail is refused (530) before TLS
 * @param requireAuth whether mail is refused (530) before AUTH
 * @param plainAuth whether AUTH is offered without TLS
 * @param users names and passwords that AUTH knows
 * @param maxBytes the largest message, as EHLO's SIZE says
 * @param refuseBareNewlines whether a CR or LF alone is refused (550)
 * @param requireHeaders whether a message without exactly one From, Date and Message-ID is refused
 */
public record SmtpConfig(
    int port,
    int tlsPort,
    boolean offerStartTls,
    boolean requireTls,
    boolean requireAuth,
    boolean plainAuth,
    Map<String, String> users,
    int maxBytes,
    boolean refuseBareNewlines,
    boolean requireHeaders) {

  public SmtpConfig {
    users = Map.copyOf(users);
  }

  /** Free ports, everything offered and nothing required, strict about messages, 10 MiB. */
  public static SmtpConfig usual() {
    return new SmtpConfig(0, 0, true, false, false, false, Map.of(), 10 * 1024 * 1024, true, true);
  }

  public SmtpConfig onPorts(int plain, int tls) {
    return new SmtpConfig(
        plain,
        tls,
        offerStartTls,
        requireTls,
        requireAuth,
        plainAuth,
        users,
        maxBytes,
        refuseBareNewlines,
        requireHeaders);
  }

  public SmtpConfig offeringStartTls(boolean offer) {
    return new SmtpConfig(
        port,
        tlsPort,
        offer,
        requireTls,
        requireAuth,
        plainAuth,
        users,
        maxBytes,
        refuseBareNewlines,
        requireHeaders);
  }

  public SmtpConfig requiringTls() {
    return new SmtpConfig(
        port,
        tlsPort,
        offerStartTls,
        true,
        requireAuth,
        plainAuth,
        users,
        maxBytes,
        refuseBareNewlines,
        requireHeaders);
  }

  /** AUTH is demanded, with this name and password. */
  public SmtpConfig requiringAuth(String user, String password) {
    return new SmtpConfig(
        port,
        tlsPort,
        offerStartTls,
        requireTls,
        true,
        plainAuth,
        Map.of(user, password),
        maxBytes,
        refuseBareNewlines,
        requireHeaders);
  }

  public SmtpConfig allowingAuthWithoutTls() {
    return new SmtpConfig(
        port,
        tlsPort,
        offerStartTls,
        requireTls,
        requireAuth,
        true,
        users,
        maxBytes,
        refuseBareNewlines,
        requireHeaders);
  }

  public SmtpConfig acceptingAtMost(int bytes) {
    return new SmtpConfig(
        port,
        tlsPort,
        offerStartTls,
        requireTls,
        requireAuth,
        plainAuth,
        users,
        bytes,
        refuseBareNewlines,
        requireHeaders);
  }
}
