package dev.tocsin.fakes.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.inbox.InboxItem;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mail library that many programs use sends through STARTTLS and AUTH. */
class RealMailClientTest {

  private static FakeWorld world;

  @BeforeAll
  static void start() {
    world =
        FakeWorld.start(
            FakeWorldConfig.usual()
                .withSmtp(SmtpConfig.usual().requiringTls().requiringAuth("tocsin", "s3cret")));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static void send(String password) throws Exception {
    Properties settings = new Properties();
    settings.put("mail.smtp.starttls.required", "true");
    settings.put("mail.smtp.ssl.trust", "127.0.0.1");
    settings.put("mail.smtp.auth", "true");
    Session session = Session.getInstance(settings);
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress("oncall@acme.test", "Bereitschaft Süd", "UTF-8"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@acme.test"));
    message.setSubject("Größe überschritten", "UTF-8");
    message.setSentDate(new Date(1_763_719_200_000L));
    MimeBodyPart text = new MimeBodyPart();
    text.setText("Grüße\n.\n..Punkte am Anfang", "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText("<a href='https://t.test/ack'>Bestätigen</a>", "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect("127.0.0.1", world.smtp().port(), "tocsin", password);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  @Test
  void sendsAndIsShownAsWritten() throws Exception {
    send("s3cret");
    InboxItem item = world.inbox().list().getFirst();
    assertEquals("Größe überschritten", item.subject());
    assertTrue(item.from().startsWith("Bereitschaft Süd"), item.from());
    assertEquals("Grüße\r\n.\r\n..Punkte am Anfang", item.text().strip());
    assertEquals("https://t.test/ack", item.action("Bestätigen").orElseThrow().url());
    assertEquals("tocsin", item.payload().path("auth_user").asText());
    assertTrue(item.payload().path("tls").asBoolean());
  }

  @Test
  void isRefusedWithTheWrongPassword() {
    assertThrows(AuthenticationFailedException.class, () -> send("guess"));
  }
}
