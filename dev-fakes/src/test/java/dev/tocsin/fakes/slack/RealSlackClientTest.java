package dev.tocsin.fakes.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.model.Message;
import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElements;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack's own Java client finds a workspace that it understands. */
class RealSlackClientTest {

  private static FakeWorld world;
  private static Slack slack;
  private static MethodsClient client;

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(world.slack().apiUrl());
    slack = Slack.getInstance(config);
    client = slack.methods(FakeWorldConfig.BOT_TOKEN);
  }

  @AfterAll
  static void stop() throws Exception {
    slack.close();
    world.close();
  }

  @BeforeEach
  void calm() {
    world.faults().clear();
  }

  private static List<LayoutBlock> page() {
    return Blocks.asBlocks(
        Blocks.header(h -> h.text(BlockCompositions.plainText("Disk full"))),
        Blocks.section(s -> s.text(BlockCompositions.markdownText("*db-3* is full"))),
        Blocks.divider(),
        Blocks.actions(
            a ->
                a.elements(
                    BlockElements.asElements(
                        BlockElements.button(
                            b ->
                                b.actionId("tocsin_ack")
                                    .value("g-1")
                                    .style("primary")
                                    .text(BlockCompositions.plainText("Acknowledge")))))));
  }

  @Test
  void postsFindsAndChangesAMessage() throws Exception {
    assertTrue(client.authTest(r -> r).isOk());
    String user = client.usersLookupByEmail(r -> r.email("ben@acme.test")).getUser().getId();
    ChatPostMessageResponse posted =
        client.chatPostMessage(
            r ->
                r.channel(user)
                    .text("Disk full")
                    .blocks(page())
                    .metadata(
                        Message.Metadata.builder()
                            .eventType("tocsin_delivery")
                            .eventPayload(Map.of("key", "k-1"))
                            .build()));
    assertTrue(posted.isOk(), posted.toString());

    ConversationsHistoryResponse history =
        client.conversationsHistory(
            r -> r.channel(posted.getChannel()).includeAllMetadata(true).limit(5));
    Message found = history.getMessages().getFirst();
    assertEquals(posted.getTs(), found.getTs());
    assertEquals("k-1", found.getMetadata().getEventPayload().get("key"));
    assertEquals(4, found.getBlocks().size());

    ChatUpdateResponse changed =
        client.chatUpdate(
            r -> r.channel(posted.getChannel()).ts(posted.getTs()).text("Acknowledged"));
    assertTrue(changed.isOk(), changed.toString());
    InboxItem item = world.inbox().list().getFirst();
    assertEquals("Acknowledged", item.text());
    assertTrue(item.isFor("ben@acme.test"));
  }

  @Test
  void readsTheReasonsOfARefusal() throws Exception {
    ChatPostMessageResponse refused =
        client.chatPostMessage(
            r ->
                r.channel("#ops")
                    .blocks(
                        Blocks.asBlocks(
                            Blocks.header(
                                h -> h.text(BlockCompositions.plainText("x".repeat(151)))))));
    assertFalse(refused.isOk());
    assertEquals("invalid_blocks", refused.getError());
    assertEquals(
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        refused.getErrors().getFirst());
  }

  @Test
  void meetsTheRateLimitAsTheClientExpectsIt() throws Exception {
    world
        .faults()
        .arm(Fault.of("slack", FaultMode.RATE_LIMIT).on("chat.postMessage").retryAfter(3));
    try {
      ChatPostMessageResponse answer = client.chatPostMessage(r -> r.channel("#ops").text("x"));
      throw new AssertionError("the client did not notice the limit: " + answer);
    } catch (SlackApiException limited) {
      assertEquals(429, limited.getResponse().code());
      assertEquals("3", limited.getResponse().header("Retry-After"));
    }
  }
}
