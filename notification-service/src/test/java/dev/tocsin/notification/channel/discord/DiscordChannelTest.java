package dev.tocsin.notification.channel.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.discord.DiscordWebhook;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelContract;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscordChannelTest extends ChannelContract {

  private static final DiscordWebhook WEBHOOK =
      DiscordWebhook.of("223704706495545344", "tok-en_1", "ops");
  private static DiscordChannel channel;

  @BeforeEach
  void open() {
    world.discord().open(WEBHOOK);
  }

  @Override
  protected synchronized Channel channel() {
    if (channel == null) {
      Outbound config = new Outbound();
      channel =
          new DiscordChannel(new OutboundHttp(vertx, config, new OutboundAddresses(vertx, config)));
    }
    return channel;
  }

  private static ChannelSettings settings(String url) {
    return new ChannelSettings(Map.of(), Map.of("url", url));
  }

  @Override
  protected ChannelSettings settings() {
    return settings(world.discord().url(WEBHOOK));
  }

  @Override
  protected ChannelSettings unreachable() {
    return settings("http://127.0.0.1:1/api/webhooks/1/t");
  }

  @Override
  protected String address() {
    return "discord.com";
  }

  @Override
  protected String unknownAddress() {
    return "gone";
  }

  @Override
  protected SendResult sendInVain() {
    return channel()
        .send(page(), settings(world.discord().url(DiscordWebhook.of("1", "t", "x"))))
        .await()
        .atMost(PATIENCE);
  }

  @Override
  protected String target() {
    return "discord";
  }

  @Override
  protected String operation() {
    return "execute";
  }

  @Test
  void mentionsNobodyAndFormatsNothingOfAnAlert() {
    Map<String, Object> alert =
        Map.of("title", "@everyone **x** <@190320984123768832> [a](https://evil.example) `c`");
    send(message(EventKind.PAGE, Map.of("alert", alert), false));
    JsonNode payload = arrived().get(0).payload();
    assertEquals("[]", payload.path("allowed_mentions").path("parse").toString());
    String content = payload.path("content").asText();
    assertFalse(content.contains("@everyone"), content);
    assertTrue(content.contains("\\*\\*x\\*\\*"), content);
    assertTrue(content.contains("\\<@"), content);
    assertTrue(content.contains("\\[a\\]\\(https://evil.example\\)"), content);
  }

  @Test
  void asksForTheMessagesNameAndChangesItInPlace() {
    var sent = assertInstanceOf(SendResult.Sent.class, send(page()));
    assertEquals(arrived().get(0).payload().path("id").asText(), sent.message().id());
  }

  @Test
  void waitsAsLongAsTheBodySaysToTheMillisecond() {
    world.faults().arm(Fault.of("discord", FaultMode.RATE_LIMIT).retryAfter(3));
    var later = assertInstanceOf(SendResult.TryAgain.class, send(page()));
    assertEquals(Duration.ofMillis(3250), later.retryAfter());
  }

  @Test
  void keepsAllEmbedsTogetherWithinTheTotal() throws Exception {
    String field = "{\"name\": \"n\", \"value\": \"" + "v".repeat(1000) + "\"},";
    String embed =
        "{\"title\": \"t\", \"description\": \""
            + "d".repeat(4000)
            + "\", \"fields\": ["
            + field.repeat(30)
            + "]},";
    Rendered shaped =
        channel()
            .shape(
                new Rendered(
                    Map.of("text", "x", "embeds", "[" + embed.repeat(12) + "]"), List.of()));
    assertTrue(shaped.isUsable());
    assertFalse(shaped.faults().isEmpty());
    Message page = page();
    Message big =
        new Message(page.delivery(), "", EventKind.PAGE, address(), shaped.parts(), true, NOW, "");
    SendResult result = send(big);
    assertInstanceOf(SendResult.Sent.class, result, result.toString());
    assertTrue(shaped.part("embeds").length() > 5000, shaped.part("embeds").length() + "");
  }

  @Test
  void hasButtonsWhereTheWebhookIsAnApplications() {
    ChannelSettings application =
        new ChannelSettings(
            Map.of("public_key", world.discord().publicKey()),
            Map.of("url", world.discord().url(WEBHOOK)));
    Message page = page();
    channel().send(page, application).await().atMost(PATIENCE);
    assertEquals(
        List.of("Acknowledge", "Resolve"),
        arrived().get(0).actions().stream()
            .filter(a -> a.body() != null)
            .map(a -> a.label())
            .toList());
    assertFalse(channel().wantsAnswerLink(application));
    assertTrue(channel().wantsAnswerLink(settings()));
  }

  @Test
  void takesOnlyAddressesOfWebhooks() {
    for (String url :
        List.of(
            "https://discord.com/api/webhooks/123/abc-DEF_1",
            "https://discord.com/api/v10/webhooks/123/abc?thread_id=77",
            "https://canary.discord.com/api/webhooks/123/abc/")) {
      assertEquals(Map.of(), channel().problems(settings(url)), url);
    }
    for (String url :
        List.of(
            "",
            "https://discord.com/",
            "https://discord.com/api/webhooks/x/abc",
            "discord.com/api/webhooks/1/a")) {
      assertFalse(channel().problems(settings(url)).isEmpty(), url);
    }
    assertEquals(
        "https://discord.com/api/v10/webhooks/123/abc/messages/9?wait=true&thread_id=77",
        dev.tocsin.notification.channel.discord.DiscordWebhook.address(
                settings("https://discord.com/api/v10/webhooks/123/abc?thread_id=77"),
                "/messages/9")
            .orElseThrow()
            .toString());
  }

  @Test
  void knowsThePublishedLimits() throws Exception {
    Path file =
        Path.of("../../shared/corpus/05-channel-limits/discord/message-and-embed-limits.json");
    assumeTrue(Files.exists(file), "The corpus is not beside this checkout");
    int compared = 0;
    for (JsonNode limit : JsonPart.JSON.readTree(file.toFile()).get("limits")) {
      String path = limit.get("path").asText();
      int ours =
          path.startsWith("sum over all")
              ? DiscordLimits.TOTAL
              : DiscordLimits.MAX.getOrDefault(path, -1);
      assertEquals(limit.get("max").asInt(), ours, path);
      compared++;
    }
    assertEquals(DiscordLimits.MAX.size() + 1, compared);
  }
}
