package dev.tocsin.fakes.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpFaultsTest {

  private static final String MESSAGE =
      "From: tocsin@acme.test\r\nDate: Fri, 21 Nov 2025 10:00:00 +0000\r\n"
          + "Message-ID: <1@acme.test>\r\n\r\nhello";

  private static FakeWorld world;

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void calm() {
    world.faults().clear();
    world.inbox().clear();
  }

  private static String send() throws Exception {
    try (SmtpClient client = SmtpClient.plain(world.smtp())) {
      return client.send("", MESSAGE);
    }
  }

  private static int recorded() {
    return world.inbox().list().size();
  }

  private static void arm(Fault fault) {
    world.faults().arm(fault);
  }

  @Test
  void failsForNowOrForGood() throws Exception {
    arm(Fault.of("smtp", FaultMode.FAIL).times(1));
    assertTrue(send().startsWith("451 4."));
    arm(Fault.of("smtp", FaultMode.FAIL).answering(552).times(1));
    assertTrue(send().startsWith("552 5."));
    assertEquals(0, recorded());
    assertTrue(send().startsWith("250"));
    assertEquals(1, recorded());
  }

  @Test
  void aRefusedMessageLeavesTheConversationUsable() throws Exception {
    arm(Fault.of("smtp", FaultMode.FAIL).times(1));
    try (SmtpClient client = SmtpClient.plain(world.smtp())) {
      assertTrue(client.send("", MESSAGE).startsWith("451"));
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("250"));
    }
  }

  @Test
  void asksToComeBackLater() throws Exception {
    arm(Fault.of("smtp", FaultMode.RATE_LIMIT));
    assertTrue(send().startsWith("450 4.7.1"));
    assertEquals(0, recorded());
  }

  @Test
  void losesAMessageWithoutATrace() throws Exception {
    arm(Fault.of("smtp", FaultMode.LOSE));
    assertEquals("", send());
    assertEquals(0, recorded());
  }

  @Test
  void acceptsAndThenLosesTheAnswer() throws Exception {
    arm(Fault.of("smtp", FaultMode.RESET_AFTER_ACCEPT));
    assertEquals("", send());
    assertEquals(1, recorded());
  }

  @Test
  void isSlow() throws Exception {
    arm(Fault.of("smtp", FaultMode.SLOW).lasting(Duration.ofMillis(300)));
    long started = System.nanoTime();
    assertTrue(send().startsWith("250"));
    assertTrue(System.nanoTime() - started > 290_000_000L);
  }

  @Test
  void hangsAndThenCloses() throws Exception {
    arm(Fault.of("smtp", FaultMode.HANG).lasting(Duration.ofMillis(300)));
    long started = System.nanoTime();
    assertEquals("", send());
    assertTrue(System.nanoTime() - started > 290_000_000L);
    assertEquals(0, recorded());
  }

  @Test
  void drips() throws Exception {
    arm(Fault.of("smtp", FaultMode.DRIP).lasting(Duration.ofMillis(10)));
    long started = System.nanoTime();
    assertTrue(send().startsWith("250"));
    assertTrue(System.nanoTime() - started > 150_000_000L);
    assertEquals(1, recorded());
  }

  @Test
  void failsAtTheOperationThatIsNamed() throws Exception {
    arm(Fault.of("smtp", FaultMode.FAIL).on("rcpt").answering(550));
    try (SmtpClient client = SmtpClient.plain(world.smtp())) {
      client.read();
      client.say("EHLO c");
      assertTrue(client.say("MAIL FROM:<a@b.test>").startsWith("250"));
      assertTrue(client.say("RCPT TO:<ada@acme.test>").startsWith("550"));
    }
    world.faults().clear();
    arm(Fault.of("smtp", FaultMode.FAIL).on("connect").answering(421));
    try (SmtpClient client = SmtpClient.plain(world.smtp())) {
      assertTrue(client.read().startsWith("421"));
    }
  }

  @Test
  void hitsOnlyTheRecipientThatIsNamed() throws Exception {
    arm(Fault.of("smtp", FaultMode.FAIL).matching("ben@acme.test"));
    assertTrue(send().startsWith("250"));
    world.faults().clear();
    arm(Fault.of("smtp", FaultMode.FAIL).matching("ada@acme.test"));
    assertTrue(send().startsWith("451"));
  }
}
