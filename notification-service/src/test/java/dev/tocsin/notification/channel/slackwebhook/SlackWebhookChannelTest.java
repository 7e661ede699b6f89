package dev.tocsin.notification.channel.slackwebhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelContract;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackWebhookChannelTest extends ChannelContract {

  private static SlackWebhookChannel channel;

  @Override
  protected synchronized Channel channel() {
    if (channel == null) {
      Outbound config = new Outbound();
      channel =
          new SlackWebhookChannel(
              new OutboundHttp(vertx, config, new OutboundAddresses(vertx, config)));
    }
    return channel;
  }

  private static ChannelSettings settings(String url) {
    return new ChannelSettings(Map.of(), Map.of("url", url));
  }

  @Override
  protected ChannelSettings settings() {
    return settings(world.slackWebhooks().url("ops"));
  }

  @Override
  protected ChannelSettings unreachable() {
    return settings("http://127.0.0.1:1/services/T/B/x");
  }

  @Override
  protected String address() {
    return "hooks.slack.com";
  }

  @Override
  protected String unknownAddress() {
    return "gone";
  }

  @Override
  protected SendResult sendInVain() {
    return channel()
        .send(page(), settings(world.slackWebhooks().url("gone")))
        .await()
        .atMost(PATIENCE);
  }

  @Override
  protected String target() {
    return "slack_webhook";
  }

  @Override
  protected String operation() {
    return "ops";
  }

  @Test
  void offersALinkWhereABotWouldHaveButtons() {
    send(page());
    assertEquals(
        List.of("Acknowledge", "Open", "Source"),
        arrived().get(0).actions().stream().map(action -> action.label()).toList());
    assertTrue(channel().wantsAnswerLink(settings()));
  }

  @Test
  void saysWhatToDoAboutAWebhookThatIsGone() {
    var refused = assertInstanceOf(SendResult.Refused.class, sendInVain());
    assertTrue(refused.reason().contains("no_service"), refused.reason());
    assertTrue(refused.reason().contains("make a new one"), refused.reason());
  }

  @Test
  void doesNotKnowWhetherAMessageArrivedThatSlackFailedOn() {
    world.faults().arm(Fault.of("slack_webhook", FaultMode.FAIL).answering(500));
    assertInstanceOf(SendResult.Unknown.class, send(page()));
    world.faults().arm(Fault.of("slack_webhook", FaultMode.FAIL).answering(503));
    assertInstanceOf(SendResult.TryAgain.class, send(page()));
  }
}
