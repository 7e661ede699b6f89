package dev.tocsin.notification.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.twilio.TwilioAccount;
import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelContract;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.time.TocsinClock;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwilioChannelTest extends ChannelContract {

  private static final String SID = "AC" + "0123456789abcdef".repeat(2);
  private static final String TOKEN = "auth-token-of-acme";
  private static final String FROM = "+15005550006";
  private static final TocsinClock CLOCK =
      TocsinClock.standingAt(Instant.parse("2026-11-21T03:00:00Z"));
  private static TwilioChannel channel;

  @BeforeEach
  void open() {
    world.twilio().open(new TwilioAccount(SID, TOKEN, FROM, ""));
  }

  @Override
  protected synchronized Channel channel() {
    if (channel == null) {
      Outbound config = new Outbound();
      var http = new OutboundHttp(vertx, config, new OutboundAddresses(vertx, config));
      channel = new TwilioChannel(http, 2, CLOCK);
    }
    return channel;
  }

  private static ChannelSettings settings(String url, String token) {
    return new ChannelSettings(
        Map.of("account_sid", SID, "from_number", FROM, "api_url", url),
        Map.of("auth_token", token));
  }

  @Override
  protected ChannelSettings settings() {
    return settings(world.twilio().apiUrl(), TOKEN);
  }

  @Override
  protected ChannelSettings unreachable() {
    return settings("http://127.0.0.1:1", TOKEN);
  }

  @Override
  protected String address() {
    return "+436641234567";
  }

  @Override
  protected String unknownAddress() {
    return "+15005550001";
  }

  @Override
  protected String target() {
    return "twilio";
  }

  @Override
  protected String operation() {
    return "messages";
  }

  @Override
  protected boolean mayBeEmpty(String part) {
    return part.equals("reply");
  }

  @Test
  void tellsWhatARefusalSaysAboutTheNumber() {
    Map<String, AddressFault> faults =
        Map.of(
            "+15005550001", AddressFault.INVALID,
            "+15005550004", AddressFault.OPTED_OUT,
            "+15005550009", AddressFault.CANNOT_RECEIVE,
            "+15005550003", AddressFault.NONE,
            "+15005550002", AddressFault.NONE);
    faults.forEach(
        (number, fault) -> {
          var refused = assertInstanceOf(SendResult.Refused.class, send(messageTo(number)), number);
          assertEquals(fault, refused.fault(), number);
          assertFalse(refused.reason().contains(number), refused.reason());
        });
    var optedOut = assertInstanceOf(SendResult.Refused.class, send(messageTo("+15005550004")));
    assertTrue(optedOut.reason().contains("21610") && optedOut.reason().contains("START"));
  }

  @Test
  void saysWhatToDoAboutAWrongToken() {
    SendResult result =
        channel().send(page(), settings(world.twilio().apiUrl(), "wrong")).await().atMost(PATIENCE);
    var refused = assertInstanceOf(SendResult.Refused.class, result);
    assertTrue(refused.reason().contains("auth token"), refused.reason());
    assertEquals(AddressFault.NONE, refused.fault());
  }

  @Test
  void doesNotKnowWhatBecameOfAnInternalError() {
    world.faults().arm(Fault.of("twilio", FaultMode.FAIL).answering(500));
    assertInstanceOf(SendResult.Unknown.class, send(page()));
    world.faults().arm(Fault.of("twilio", FaultMode.FAIL).answering(503));
    assertInstanceOf(SendResult.TryAgain.class, send(page()));
  }

  @Test
  void keepsTheCodeWholeHoweverLongTheText() {
    for (String stuff : List.of("x", "€", "ж", "😀", "👩‍👩‍👧")) {
      Rendered shaped =
          channel()
              .shape(
                  new Rendered(
                      Map.of("text", stuff.repeat(800), "reply", "Reply ACK 7 or RESOLVE 7"),
                      List.of()));
      Message page = page();
      for (boolean repeat : List.of(false, true)) {
        Message big =
            new Message(
                page.delivery(), "", EventKind.PAGE, address(), shaped.parts(), repeat, NOW, "");
        assertInstanceOf(SendResult.Sent.class, send(big));
        String text = arrived().get(0).text();
        assertTrue(text.endsWith("...\nReply ACK 7 or RESOLVE 7"), text);
        assertTrue(SmsText.of(text).segments() == 2, text);
        assertEquals(repeat, text.startsWith("(possible repeat)"));
      }
      assertFalse(shaped.faults().isEmpty());
    }
  }

  @Test
  void keepsToTheCheapAlphabetWherePlainMarksSayTheSame() {
    Rendered shaped =
        channel()
            .shape(new Rendered(Map.of("text", "“Disk” – 97 % · db‑1…", "reply", ""), List.of()));
    assertEquals("\"Disk\" - 97 % - db-1...", shaped.part("text"));
    assertEquals("GSM-7", SmsText.of(shaped.part("text")).encoding());
  }

  @Test
  void refusesNumbersThatANotifierMustNotText() throws Exception {
    Path folder = Path.of("../../shared/corpus/05-channel-limits/phone");
    assumeTrue(Files.isDirectory(folder), "The corpus is not beside this checkout");
    int mobiles = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains("e164-examples")).toList()) {
        for (Object each : new JsonObject(Files.readString(file)).getJsonArray("regions")) {
          JsonObject examples = ((JsonObject) each).getJsonObject("examples");
          JsonObject mobile = examples.getJsonObject("mobile", new JsonObject());
          if (mobile.containsKey("e164")) {
            mobiles++;
            assertTrue(
                channel().addressProblem(mobile.getString("e164")).isEmpty(), each.toString());
          }
          JsonObject premium = examples.getJsonObject("premiumRate", new JsonObject());
          String dear = premium.getString("e164", "");
          if (!dear.isEmpty() && isKnown(dear)) {
            assertTrue(channel().addressProblem(dear).isPresent(), each.toString());
          }
        }
      }
      assertTrue(mobiles > 100, "" + mobiles);
    }
  }

  /**
   * What the library does not know is let pass here, and refused where contact methods are made.
   */
  private static boolean isKnown(String number) throws NumberParseException {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    return numbers.isValidNumber(numbers.parse(number, "ZZ"));
  }

  @Test
  void textsNoEmergencyNumber() throws Exception {
    Path folder = Path.of("../../shared/corpus/05-channel-limits/phone");
    assumeTrue(Files.isDirectory(folder), "The corpus is not beside this checkout");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains("emergency")).toList()) {
        for (Object each : new JsonObject(Files.readString(file)).getJsonArray("regions")) {
          String number = ((JsonObject) each).getString("emergency_example");
          assertTrue(channel().addressProblem(number).isPresent(), number);
          assertTrue(channel().addressProblem("+" + number).isPresent(), number);
        }
      }
    }
  }

  @Test
  void asksLookupAgainOnlyAMinuteAfterItFailed() {
    String number = "+436641239999";
    Map<String, Object> open = new HashMap<>(settings().open());
    open.put("look_up_numbers", true);
    open.put("lookup_url", world.twilio().apiUrl());
    ChannelSettings asking = new ChannelSettings(open, settings().secret());
    world
        .faults()
        .arm(
            Fault.of("twilio", FaultMode.FAIL)
                .answering(503)
                .on("lookup")
                .matching(number.substring(1)));
    assertInstanceOf(SendResult.Sent.class, text(number, asking));
    world.faults().clear();
    world.twilio().line(number, "landline");

    assertInstanceOf(SendResult.Sent.class, text(number, asking));
    assertEquals(0, world.twilio().lookUps(number));
    CLOCK.advance(Duration.ofSeconds(61));
    assertInstanceOf(SendResult.Refused.class, text(number, asking));
    assertEquals(1, world.twilio().lookUps(number));
  }

  private SendResult text(String number, ChannelSettings settings) {
    Message page = page();
    return channel()
        .send(
            new Message(
                page.delivery(),
                "",
                EventKind.PAGE,
                number,
                page.parts(),
                false,
                page.queuedAt(),
                ""),
            settings)
        .await()
        .atMost(PATIENCE);
  }
}
