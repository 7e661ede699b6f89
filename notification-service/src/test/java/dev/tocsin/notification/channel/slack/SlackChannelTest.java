package dev.tocsin.notification.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.slack.blockkit.BlockKit;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelContract;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.blockkit.SlackBlocks;
import dev.tocsin.notification.channel.blockkit.SlackLimits;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest extends ChannelContract {

  private static SlackChannel channel;

  @Override
  protected synchronized Channel channel() {
    if (channel == null) {
      Outbound config = new Outbound();
      channel =
          new SlackChannel(new OutboundHttp(vertx, config, new OutboundAddresses(vertx, config)));
    }
    return channel;
  }

  @Override
  protected ChannelSettings settings() {
    return settings(world.slack().apiUrl(), FakeWorldConfig.BOT_TOKEN);
  }

  @Override
  protected ChannelSettings unreachable() {
    return settings("http://127.0.0.1:1/api", FakeWorldConfig.BOT_TOKEN);
  }

  private static ChannelSettings settings(String url, String token) {
    return new ChannelSettings(
        Map.of("api_url", url),
        Map.of("bot_token", token, "signing_secret", FakeWorldConfig.SIGNING_SECRET));
  }

  @Override
  protected String address() {
    return "U0ADA0001";
  }

  @Override
  protected String unknownAddress() {
    return "U0NOBODY9";
  }

  @Override
  protected String target() {
    return "slack";
  }

  @Override
  protected String operation() {
    return "chat.postMessage";
  }

  @Test
  void pagesCarryButtonsThatNameTheGroup() {
    send(page());
    InboxItem page = arrived().get(0);
    assertEquals(
        List.of("Acknowledge", "Resolve", "Open", "Source"),
        page.actions().stream().map(action -> action.label()).toList());
    assertTrue(page.payload().toString().contains("019a0000-0000-7000-8000-000000000002"));
    assertTrue(page.payload().toString().contains("g0.expr=node_filesystem_avail_bytes&g0.tab=1"));
  }

  @Test
  void revisionTakesTheButtonsAwayAndSaysWho() {
    var sent = assertInstanceOf(SendResult.Sent.class, send(page()));
    Message acknowledged = message(EventKind.ACKNOWLEDGED, SampleContext.alert(NOW), false);
    assertInstanceOf(
        SendResult.Sent.class,
        channel().revise(acknowledged, sent.message(), settings()).await().atMost(PATIENCE));
    InboxItem now = arrived().get(0);
    assertEquals(1, now.updates());
    assertEquals(List.of(), now.actions());
    assertTrue(now.text().contains("Acknowledged by Ada Okafor"), now.text());
  }

  @Test
  void findsAMessageWhoseAnswerWasLost() {
    for (String address : List.of("U0ADA0001", "#ops", "C0OPS0001")) {
      arm(FaultMode.RESET_AFTER_ACCEPT);
      Message lost = messageTo(address);
      assertInstanceOf(SendResult.Unknown.class, send(lost));
      world.faults().clear();
      var found =
          assertInstanceOf(
              LookUp.Found.class,
              channel().lookUp(lost, settings()).await().atMost(PATIENCE),
              address);
      assertEquals(arrived().get(0).ts(), found.message().id(), address);
    }
  }

  @Test
  void findsNothingWhenNothingArrived() {
    send(page());
    assertInstanceOf(
        LookUp.Absent.class, channel().lookUp(page(), settings()).await().atMost(PATIENCE));
  }

  @Test
  void cannotTellWhenSlackDoesNotSay() {
    world
        .faults()
        .arm(Fault.of("slack", FaultMode.FAIL).on("conversations.history").saying("missing_scope"));
    assertInstanceOf(
        LookUp.Unclear.class, channel().lookUp(page(), settings()).await().atMost(PATIENCE));
  }

  @Test
  void honoursRetryAfter() {
    world.faults().arm(Fault.of("slack", FaultMode.RATE_LIMIT).retryAfter(7));
    var later = assertInstanceOf(SendResult.TryAgain.class, send(page()));
    assertEquals(Duration.ofSeconds(7), later.retryAfter());
  }

  @Test
  void saysWhatToDoAboutAWrongToken() {
    SendResult result =
        channel()
            .send(page(), settings(world.slack().apiUrl(), "xoxb-wrong"))
            .await()
            .atMost(PATIENCE);
    var refused = assertInstanceOf(SendResult.Refused.class, result);
    assertTrue(
        refused.reason().contains("invalid_auth")
            && refused.reason().contains("install the app again"));
    assertFalse(refused.reason().contains("xoxb-wrong"));
  }

  @Test
  void cutsToSlacksLimitsAndIsTakenByAStrictSlack() throws Exception {
    String blocks =
        "["
            + ("{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
                    + "&amp;".repeat(900)
                    + "\"}},")
                .repeat(60)
            + "{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\""
            + "h".repeat(500)
            + "\"}},]";
    Rendered shaped =
        channel()
            .shape(new Rendered(Map.of("text", "t".repeat(9000), "blocks", blocks), List.of()));
    assertTrue(shaped.isUsable(), shaped.faults().toString());
    JsonNode array = JsonPart.JSON.readTree(shaped.part("blocks"));
    assertTrue(
        shaped.part("blocks").length() <= SlackLimits.BLOCKS && array.size() > 1,
        "" + array.size());
    String text = array.get(0).path("text").path("text").asText();
    assertTrue(text.length() <= 3000 && text.endsWith(";…"), text.substring(text.length() - 10));
    Message page = page();
    Message big =
        new Message(page.delivery(), "", EventKind.PAGE, address(), shaped.parts(), true, NOW, "");
    SendResult result = send(big);
    assertInstanceOf(SendResult.Sent.class, result, result.toString());
  }

  @Test
  void saysWhereBlocksAreNotJson() {
    Rendered shaped =
        channel()
            .shape(
                new Rendered(Map.of("text", "t", "blocks", "[\n  {\"type\" \"x\"}]"), List.of()));
    assertEquals(2, shaped.faults().get(0).line());
    assertFalse(shaped.isUsable());
  }

  /** Every published limit of a message, in whatever file of the corpus; views are none of ours. */
  @Test
  void knowsThePublishedLimits() throws Exception {
    Path folder = Path.of("../../shared/corpus/05-channel-limits/slack");
    assumeTrue(Files.isDirectory(folder), "The corpus is not beside this checkout");
    int compared = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        for (JsonNode limit : JsonPart.JSON.readTree(file.toFile()).path("limits")) {
          String path = limit.get("path").asText();
          if (!path.startsWith("view.")) {
            assertEquals(limit.get("max").asInt(), SlackLimits.MAX.get(path), path);
            compared++;
          }
        }
      }
    }
    assertTrue(compared > 30, compared + " limits were compared");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'actions','elements':[{'type':'static_select','action_id':'a','placeholder':P200,'options':O150}]}",
        "{'type':'actions','elements':[{'type':'multi_static_select','action_id':'a','option_groups':G150}]}",
        "{'type':'actions','elements':[{'type':'overflow','action_id':'a','options':O9}]}",
        "{'type':'section','text':P9,'accessory':{'type':'checkboxes','action_id':'a','options':O15}}",
        "{'type':'section','text':P9,'accessory':{'type':'radio_buttons','action_id':'a','options':O15,"
            + "'confirm':{'title':P200,'text':P900,'confirm':P90,'deny':P90}}}",
        "{'type':'input','label':P2500,'hint':P2500,'element':{'type':'plain_text_input','action_id':'a'}}",
        "{'type':'table','rows':R120}"
      })
  void cutsWhatPeopleChooseFromToWhatSlackTakes(String block) throws Exception {
    SlackBlocks blocks = new SlackBlocks();
    String fitted = blocks.fit("[" + filled(block) + "]");
    JsonNode sent = JsonPart.JSON.readTree(fitted);
    assertEquals(1, sent.size(), fitted);
    assertEquals(List.of(), BlockKit.check(sent, "/blocks"));
    assertFalse(blocks.faults().isEmpty(), "it is told what was cut");
  }

  /**
   * {@code P9}: text of nine letters; {@code O9}: nine options; {@code G9}, {@code R9}: as well.
   */
  private static String filled(String block) {
    Matcher sign = Pattern.compile("\\b([POGR])([0-9]+)\\b").matcher(block.replace('\'', '"'));
    return sign.replaceAll(
        found -> {
          int count = Integer.parseInt(found.group(2));
          return switch (found.group(1)) {
            case "P" -> text("x".repeat(count));
            case "O" ->
                listed(count, i -> "{\"text\":" + text("o" + i) + ",\"value\":\"" + i + "\"}");
            case "G" ->
                listed(
                    count,
                    i ->
                        "{\"label\":"
                            + text("g" + i)
                            + ",\"options\":[{\"text\":"
                            + text("o")
                            + ",\"value\":\""
                            + i
                            + "\"}]}");
            default -> listed(count, i -> listed(25, j -> "{}"));
          };
        });
  }

  private static String text(String text) {
    return "{\"type\":\"plain_text\",\"text\":\"" + text + "\"}";
  }

  private static String listed(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }
}
