package dev.tocsin.notification.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.smtp.SmtpConfig;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelContract;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.time.TocsinClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest extends ChannelContract {

  private static EmailChannel channel;

  @Override
  protected synchronized Channel channel() {
    if (channel == null) {
      EmailConfig config =
          new EmailConfig() {
            @Override
            public Duration connectTimeout() {
              return TIMEOUT;
            }

            @Override
            public Duration timeout() {
              return TIMEOUT;
            }
          };
      channel =
          new EmailChannel(
              vertx,
              new OutboundAddresses(vertx, new Outbound()),
              config,
              TocsinClock.standingAt(NOW));
    }
    return channel;
  }

  @AfterEach
  void usualRules() {
    world.smtp().configure(SmtpConfig.usual());
  }

  @Override
  protected ChannelSettings settings() {
    return settings(world.smtp().port(), "SMTP_SECURITY_NONE", "", Map.of());
  }

  @Override
  protected ChannelSettings unreachable() {
    return settings(1, "SMTP_SECURITY_NONE", "", Map.of());
  }

  private static ChannelSettings settings(
      int port, String security, String certificates, Map<String, String> secret) {
    Map<String, Object> open = new HashMap<>();
    open.put("host", "localhost");
    open.put("port", port);
    open.put("security", security);
    open.put("from_address", "tocsin@acme.test");
    open.put("trusted_certificates", certificates);
    if (!secret.isEmpty()) {
      open.put("username", "tocsin");
    }
    return new ChannelSettings(open, secret);
  }

  @Override
  protected String address() {
    return "ada@acme.test";
  }

  @Override
  protected String unknownAddress() {
    return "nobody@nowhere.invalid";
  }

  @Override
  protected String target() {
    return "smtp";
  }

  @Override
  protected boolean tellsRetryAfter() {
    return false;
  }

  @Override
  protected String operation() {
    return "message";
  }

  @Test
  void speaksStartTlsOnlyWithACertificateThatIsTrusted() {
    int port = world.smtp().port();
    var untrusted = settings(port, "SMTP_SECURITY_STARTTLS", "", Map.of());
    assertFalse(
        channel().send(page(), untrusted).await().atMost(PATIENCE) instanceof SendResult.Sent);
    var trusted = settings(port, "SMTP_SECURITY_STARTTLS", world.smtp().certificatePem(), Map.of());
    SendResult result = channel().send(page(), trusted).await().atMost(PATIENCE);
    assertInstanceOf(SendResult.Sent.class, result, result.toString());
    assertEquals(1, arrived().size());
  }

  @Test
  void speaksTlsFromTheFirstByte() {
    var trusted =
        settings(
            world.smtp().tlsPort(), "SMTP_SECURITY_TLS", world.smtp().certificatePem(), Map.of());
    SendResult result = channel().send(page(), trusted).await().atMost(PATIENCE);
    assertInstanceOf(SendResult.Sent.class, result, result.toString());
  }

  @Test
  void neverFallsBackToPlainText() {
    world.smtp().configure(SmtpConfig.usual().offeringStartTls(false));
    var settings = settings(world.smtp().port(), "SMTP_SECURITY_STARTTLS", "", Map.of());
    var refused =
        assertInstanceOf(
            SendResult.Refused.class, channel().send(page(), settings).await().atMost(PATIENCE));
    assertTrue(refused.reason().contains("does not offer STARTTLS"), refused.reason());
  }

  @Test
  void signsInWhereTheServerWantsIt() {
    world.smtp().configure(SmtpConfig.usual().requiringAuth("tocsin", "pass-1"));
    String pem = world.smtp().certificatePem();
    int port = world.smtp().port();
    var right = settings(port, "SMTP_SECURITY_STARTTLS", pem, Map.of("password", "pass-1"));
    SendResult sent = channel().send(page(), right).await().atMost(PATIENCE);
    assertInstanceOf(SendResult.Sent.class, sent, sent.toString());
    var wrong = settings(port, "SMTP_SECURITY_STARTTLS", pem, Map.of("password", "pass-2"));
    var refused =
        assertInstanceOf(
            SendResult.Refused.class, channel().send(page(), wrong).await().atMost(PATIENCE));
    assertTrue(refused.reason().contains("user name and password"), refused.reason());
    assertFalse(refused.reason().contains("pass-2"));
  }

  @Test
  void keepsTheMessageIdThroughRepeatsAndThreadsByGroup() {
    Message first = page();
    Message again =
        new Message(
            first.delivery(), "g-1", EventKind.PAGE, address(), first.parts(), true, NOW, "");
    send(first);
    send(again);
    String one = arrived().get(0).payload().toString();
    String two = arrived().get(1).payload().toString();
    String id = "<" + first.delivery() + "@acme.test>";
    assertTrue(one.contains(id) && two.contains(id), one);
    assertTrue(one.contains("<group-g-1@acme.test>"), one);
    assertTrue(one.contains("auto-generated"), one);
  }

  @Test
  void addsNoHeaderThroughATitle() {
    Map<String, Object> alert = Map.of("title", "x\r\nBcc: all@acme.test", "severity", "critical");
    assertInstanceOf(
        SendResult.Sent.class, send(message(EventKind.PAGE, Map.of("alert", alert), false)));
    InboxItem mail = arrived().get(0);
    assertEquals(1, arrived().size());
    assertTrue(mail.subject().contains("Bcc: all@acme.test"), mail.subject());
  }

  @Test
  void carriesEveryAlphabet() {
    String title = "Größe überschritten — 磁盘已满 🔥 " + "é".repeat(120);
    Map<String, Object> alert =
        Map.of(
            "title",
            title,
            "severity",
            "critical",
            "annotations",
            Map.of("description", ".\n..\n" + title));
    assertInstanceOf(
        SendResult.Sent.class, send(message(EventKind.PAGE, Map.of("alert", alert), false)));
    assertTrue(arrived().get(0).subject().contains(title), arrived().get(0).subject());
    assertTrue(arrived().get(0).text().contains(title), arrived().get(0).text());
  }

  @Test
  void showsItsPasswordNowhere() {
    assertFalse(
        settings(25, "SMTP_SECURITY_NONE", "", Map.of("password", "pass-3"))
            .toString()
            .contains("pass-3"));
  }

  @Test
  void saysThatAPageIsImportant() {
    send(message(EventKind.PAGE, SampleContext.alert(NOW), false));
    assertTrue(arrived().get(0).payload().toString().contains("Importance"));
  }
}
