package dev.tocsin.fakes.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.inbox.InboxItem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeSmtpTest {

  private static final String HEADER =
      "From: Tocsin <tocsin@acme.test>\r\nTo: ada@acme.test\r\nSubject: disk full\r\n"
          + "Date: Fri, 21 Nov 2025 10:00:00 +0000\r\nMessage-ID: <1@acme.test>\r\n";

  private static FakeWorld world;
  private static FakeSmtp server;

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
    server = world.smtp();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void usual() {
    world.inbox().clear();
    server.configure(SmtpConfig.usual());
  }

  private static String send(String parameters, String message) throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      return client.send(parameters, message);
    }
  }

  private static InboxItem newest() {
    return world.inbox().list().getFirst();
  }

  @Test
  void takesAMessageInClear() throws Exception {
    String reply = send("", HEADER + "\r\nhello\r\nsee http://tocsin.test/a/1.");
    assertTrue(reply.startsWith("250 "), reply);
    InboxItem item = newest();
    assertEquals("ada@acme.test", item.to());
    assertEquals("disk full", item.subject());
    assertTrue(item.text().startsWith("hello"));
    assertEquals("http://tocsin.test/a/1", item.actions().getFirst().url());
    assertFalse(item.payload().path("tls").asBoolean());
  }

  @Test
  void takesAMessageAfterStartTls() throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      assertTrue(client.say("EHLO c").contains("STARTTLS"));
      assertTrue(client.say("STARTTLS").startsWith("220"));
      client.startTls();
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("503"), "EHLO must be said again");
      assertFalse(client.say("EHLO c").contains("STARTTLS"));
      client.say("MAIL FROM:<a@b.test>");
      client.say("RCPT TO:<ada@acme.test>");
      client.say("DATA");
      assertTrue(client.say(HEADER + "\r\nsafe\r\n.").startsWith("250"));
    }
    assertTrue(newest().payload().path("tls").asBoolean());
  }

  @Test
  void forgetsWhatWasSentInClearAfterStartTls() throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      client.say("EHLO c");
      client.write("STARTTLS\r\nEHLO injected\r\n");
      assertTrue(client.read().startsWith("220"));
      client.startTls();
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("503"), "the injected EHLO counted");
    }
  }

  @Test
  void takesAMessageOverTlsFromTheStart() throws Exception {
    try (SmtpClient client = SmtpClient.tls(server)) {
      assertTrue(client.send("", HEADER + "\r\nsafe").startsWith("250"));
    }
    assertTrue(newest().payload().path("tls").asBoolean());
  }

  @Test
  void refusesMailBeforeTlsWhenTlsIsRequired() throws Exception {
    server.configure(SmtpConfig.usual().requiringTls());
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      client.say("EHLO c");
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("530"));
    }
  }

  @Test
  void hidesStartTlsWhenToldTo() throws Exception {
    server.configure(SmtpConfig.usual().offeringStartTls(false));
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      assertFalse(client.say("EHLO c").contains("STARTTLS"));
      assertTrue(client.say("STARTTLS").startsWith("503"));
    }
  }

  @Test
  void demandsTheRightPassword() throws Exception {
    server.configure(SmtpConfig.usual().requiringAuth("tocsin", "s3cret"));
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      assertFalse(client.say("EHLO c").contains("AUTH"), "AUTH in clear");
      assertTrue(client.say("AUTH PLAIN AAAA").startsWith("538"));
    }
    try (SmtpClient client = SmtpClient.tls(server)) {
      client.read();
      assertTrue(client.say("EHLO c").contains("AUTH PLAIN LOGIN"));
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("530"));
      assertTrue(client.say("AUTH PLAIN " + base64("\0tocsin\0wrong")).startsWith("535"));
      assertTrue(client.say("AUTH CRAM-MD5").startsWith("504"));
      assertTrue(client.say("AUTH PLAIN " + base64("\0tocsin\0s3cret")).startsWith("235"));
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("250"));
    }
    try (SmtpClient client = SmtpClient.tls(server)) {
      client.read();
      client.say("EHLO c");
      assertEquals("334 VXNlcm5hbWU6", client.say("AUTH LOGIN"));
      assertEquals("334 UGFzc3dvcmQ6", client.say(base64("tocsin")));
      assertTrue(client.say(base64("s3cret")).startsWith("235"));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void unstuffsDots() throws Exception {
    send("", HEADER + "\r\n..starts with a dot\r\nmid.dle\r\n...");
    assertEquals(".starts with a dot\r\nmid.dle\r\n..", newest().text().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\nworld", "hello\rworld", "x\n.\nMAIL FROM:<evil@b.test>"})
  void refusesNewlinesThatStandAlone(String body) throws Exception {
    assertTrue(send("", HEADER + "\r\n" + body).startsWith("550 5.6.11"));
    assertTrue(world.inbox().list().isEmpty());
  }

  @Test
  void refusesLongLines() throws Exception {
    assertTrue(send("", HEADER + "\r\n" + "x".repeat(998)).startsWith("250"));
    assertTrue(send("", HEADER + "\r\n" + "x".repeat(999)).startsWith("550"));
  }

  @Test
  void refusesMessagesThatAreTooLarge() throws Exception {
    server.configure(SmtpConfig.usual().acceptingAtMost(2_000));
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      assertTrue(client.say("EHLO c").contains("SIZE 2000"));
      assertTrue(client.say("MAIL FROM:<a@b.test> SIZE=2001").startsWith("552"));
    }
    String large = ("x".repeat(900) + "\r\n").repeat(3);
    assertTrue(send("", HEADER + "\r\n" + large).startsWith("552"));
  }

  @ParameterizedTest
  @CsvSource({
    "From, tocsin",
    "Date, tomorrow",
    "Message-ID, none",
    "From, ''",
    "Date, ''",
    "Message-ID, ''"
  })
  void refusesHeadersThatLackWhatMailNeeds(String field, String value) throws Exception {
    String header = HEADER.replaceAll(field + ": [^\r]*", field + ": " + value);
    assertTrue(send("", header + "\r\nx").startsWith("550"), header);
    String without = HEADER.replaceAll(field + ": [^\r]*\r\n", "");
    assertTrue(send("", without + "\r\nx").startsWith("550"), without);
  }

  @Test
  void refusesHeadersThatAreDoubledOrNotHeaders() throws Exception {
    assertTrue(send("", HEADER + "Subject: again\r\n\r\nx").startsWith("550 5.7.1"));
    assertTrue(send("", HEADER + "not a header\r\n\r\nx").startsWith("550 5.6.0"));
  }

  @Test
  void takesEightBitsOnlyWhenAnnounced() throws Exception {
    String body = HEADER + "\r\nGrüße";
    assertTrue(send("", body).startsWith("554"));
    assertTrue(send(" BODY=8BITMIME", body).startsWith("250"));
    assertEquals("Grüße", newest().text().strip());
  }

  @Test
  void takesUtf8HeadersOnlyWhenAnnounced() throws Exception {
    String message = HEADER.replace("disk full", "Platte voll: Größe") + "\r\nx";
    assertTrue(send(" BODY=8BITMIME", message).startsWith("550 5.6.7"));
    assertTrue(send(" BODY=8BITMIME SMTPUTF8", message).startsWith("250"));
  }

  @Test
  void showsTextAndHtmlOfAMultipartMessage() throws Exception {
    String message =
        HEADER.replace("disk full", "=?UTF-8?B?" + base64("Größe ✓") + "?=")
            + "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n"
            + "--b1\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=B6=C3=9Fe\r\n"
            + "--b1\r\nContent-Type: text/html; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + base64("<p>Go <a href=\"https://t.test/r?a=1&amp;b=2\">ack</a></p>")
            + "\r\n--b1--";
    String reply = send("", message);
    assertTrue(reply.startsWith("250"), reply);
    InboxItem item = newest();
    assertEquals("Größe ✓", item.subject());
    assertEquals("Größe", item.text().strip());
    assertTrue(item.payload().path("html").asText().contains("<p>Go"));
    assertEquals("https://t.test/r?a=1&b=2", item.action("ack").orElseThrow().url());
  }

  @Test
  void putsACopyIntoEachRecipientsInbox() throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      client.say("EHLO c");
      client.say("MAIL FROM:<a@b.test>");
      client.say("RCPT TO:<ada@acme.test>");
      client.say("RCPT TO:<ben@acme.test>");
      client.say("DATA");
      client.say(HEADER + "\r\nx\r\n.");
    }
    assertEquals(2, world.inbox().list().size());
  }

  @ParameterizedTest
  @CsvSource({
    "FROB, 500",
    "DATA, 503",
    "RCPT TO:<a@b.test>, 503",
    "EHLO, 501",
    "MAIL FROM:a@b.test, 501",
    "MAIL FROM:<a b@c.test>, 553",
    "MAIL FROM:<a@b.test> FANCY=1, 555",
    "MAIL FROM:<a@b.test> BODY=16BIT, 501",
    "MAIL FROM:<größe@b.test>, 553",
    "VRFY ada, 252",
    "NOOP, 250",
    "STARTTLS now, 501",
    "AUTH PLAIN, 502"
  })
  void answersOddCommandsWithTheRightCode(String command, String code) throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      client.say("EHLO c");
      String reply = client.say(command);
      assertTrue(reply.startsWith(code), command + " -> " + reply);
    }
  }

  @Test
  void refusesLongCommandsAndAddressesOfNobody() throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      assertTrue(client.say("NOOP " + "x".repeat(600)).startsWith("500"));
      client.say("EHLO c");
      client.say("MAIL FROM:<>");
      assertTrue(client.say("RCPT TO:<x@nowhere.invalid>").startsWith("550 5.1.1"));
      assertTrue(client.say("RCPT TO:<" + "x".repeat(65) + "@b.test>").startsWith("553"));
    }
  }

  @Test
  void answersPipelinedCommandsInOrder() throws Exception {
    try (SmtpClient client = SmtpClient.plain(server)) {
      client.read();
      client.say("EHLO c");
      client.write("MAIL FROM:<a@b.test>\r\nRCPT TO:<ada@acme.test>\r\nDATA\r\n");
      assertTrue(client.read().startsWith("250"));
      assertTrue(client.read().startsWith("250"));
      assertTrue(client.read().startsWith("354"));
    }
  }
}
