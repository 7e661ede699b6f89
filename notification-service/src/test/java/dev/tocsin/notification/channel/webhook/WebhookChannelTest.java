package dev.tocsin.notification.channel.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelContract;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundHttp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest extends ChannelContract {

  private static final String SECRET = "whsec_dG9jc2luLWhvb2stc2VjcmV0LW51bWJlci0x";
  private static final String OLD = "whsec_dG9jc2luLWhvb2stc2VjcmV0LW51bWJlci0y";
  private static WebhookChannel channel;

  @BeforeEach
  void receive() {
    world.hooks().require("ops", SECRET);
  }

  @Override
  protected synchronized Channel channel() {
    if (channel == null) {
      Outbound config = new Outbound();
      var http = new OutboundHttp(vertx, config, new OutboundAddresses(vertx, config));
      channel = new WebhookChannel(http, Instant::now);
    }
    return channel;
  }

  private static ChannelSettings settings(String url, String... secrets) {
    return new ChannelSettings(
        Map.of("url", url),
        secrets.length == 1
            ? Map.of("secret", secrets[0])
            : Map.of("secret", secrets[0], "previous_secret", secrets[1]));
  }

  @Override
  protected ChannelSettings settings() {
    return settings(world.hooks().url("ops"), SECRET);
  }

  @Override
  protected ChannelSettings unreachable() {
    return settings("http://127.0.0.1:1/hook", SECRET);
  }

  @Override
  protected String address() {
    return "127.0.0.1";
  }

  @Override
  protected String unknownAddress() {
    return "gone";
  }

  @Override
  protected SendResult sendInVain() {
    return channel()
        .send(page(), settings(world.hooks().url("gone"), SECRET))
        .await()
        .atMost(PATIENCE);
  }

  @Override
  protected String repeatMark() {
    return "\"possible_repeat\":true";
  }

  @Override
  protected String target() {
    return "webhook";
  }

  @Override
  protected String operation() {
    return "ops";
  }

  @Test
  void postsTheDocumentedBody() {
    Message message = page();
    send(message);
    JsonNode json = arrived().get(0).payload().path("json");
    assertEquals("alert.page", json.path("type").asText());
    assertEquals(
        NOW.getEpochSecond(), Instant.parse(json.path("timestamp").asText()).getEpochSecond());
    JsonNode alert = json.path("data").path("alert");
    assertEquals("Disk almost full on db-1", alert.path("title").asText());
    assertEquals("critical", alert.path("severity").asText());
    assertEquals("payments", alert.path("labels").path("service").asText());
    assertEquals(2, json.path("data").path("group").path("alert_count").asInt());
    JsonNode headers = arrived().get(0).payload().path("headers");
    assertEquals("msg_" + message.delivery(), headers.path("webhook-id").asText());
    assertEquals(
        "application/json",
        headers.path("content-type").asText(headers.path("Content-Type").asText()));
  }

  @Test
  void saysWhoAnsweredInTheLaterEvents() {
    for (EventKind event : List.of(EventKind.ACKNOWLEDGED, EventKind.RESOLVED)) {
      assertTrue(channel().tells(event));
      send(message(event, SampleContext.alert(NOW), false));
      JsonNode json = arrived().get(0).payload().path("json");
      assertEquals("alert." + event.code(), json.path("type").asText());
      assertEquals("Ada Okafor", json.path("data").path("by").asText());
    }
  }

  @Test
  void isUnderstoodByReceiversOfEitherSecretWhileTheyRotate() {
    ChannelSettings rotating =
        settings(world.hooks().url("ops"), "whsec_" + "QUJD".repeat(10), OLD);
    assertInstanceOf(
        SendResult.Refused.class, channel().send(page(), rotating).await().atMost(PATIENCE));
    world.hooks().require("ops", OLD);
    assertInstanceOf(
        SendResult.Sent.class, channel().send(page(), rotating).await().atMost(PATIENCE));
    world.hooks().require("ops", "whsec_" + "QUJD".repeat(10));
    assertInstanceOf(
        SendResult.Sent.class, channel().send(page(), rotating).await().atMost(PATIENCE));
  }

  @Test
  void tellsApartWhatMayPassFromWhatWillNot() {
    for (int status : List.of(500, 502, 504, 408, 425)) {
      world.faults().arm(Fault.of("webhook", FaultMode.FAIL).answering(status));
      assertInstanceOf(SendResult.TryAgain.class, send(page()), "" + status);
    }
    for (int status : List.of(301, 307, 400, 401, 404, 410, 422)) {
      world.faults().arm(Fault.of("webhook", FaultMode.FAIL).answering(status));
      assertInstanceOf(SendResult.Refused.class, send(page()), "" + status);
    }
  }

  @Test
  void reachesNoPrivateAddress() {
    for (String url :
        List.of(
            "http://169.254.169.254/latest/meta-data",
            "http://[::ffff:169.254.169.254]/",
            "http://2852039166/",
            "http://10.0.0.1/")) {
      SendResult result = channel().send(page(), settings(url, SECRET)).await().atMost(PATIENCE);
      assertInstanceOf(SendResult.Refused.class, result, url);
    }
  }

  @Test
  void saysWhereATemplateIsNotJson() {
    Rendered shaped = channel().shape(new Rendered(Map.of("body", "{\n  \"a\" 1}"), List.of()));
    assertFalse(shaped.isUsable());
    assertEquals(2, shaped.faults().get(0).line());
    assertFalse(channel().shape(new Rendered(Map.of("body", "[1]"), List.of())).isUsable());
    assertFalse(channel().shape(new Rendered(Map.of("body", "{} {}"), List.of())).isUsable());
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    assertEquals(
        List.of("url"), List.copyOf(channel().problems(settings("ftp://x/", SECRET)).keySet()));
    assertEquals(
        List.of("url"),
        List.copyOf(channel().problems(settings("https://u:p@x/", SECRET)).keySet()));
    assertEquals(
        List.of("secret"),
        List.copyOf(channel().problems(settings("https://x/", "short")).keySet()));
    assertEquals(
        List.of("previous_secret"),
        List.copyOf(channel().problems(settings("https://x/", SECRET, "short")).keySet()));
    assertNotEquals("", channel().ownAddress(settings()));
  }
}
