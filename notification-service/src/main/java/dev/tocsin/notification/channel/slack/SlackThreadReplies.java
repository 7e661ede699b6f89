package dev.tocsin.notification.channel.slack;

import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.ThreadReplies;
import dev.tocsin.notification.channel.blockkit.SlackLimits;
import dev.tocsin.platform.outbound.OutboundHttp;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Answers in a thread, by {@code chat.postMessage}. */
@Singleton
class SlackThreadReplies implements ThreadReplies {

  private final SlackApi api;

  @Inject
  SlackThreadReplies(OutboundHttp http) {
    this.api = new SlackApi(http);
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public Uni<String> say(ChannelSettings settings, String place, String thread, String text) {
    return api.write(
            settings,
            "chat.postMessage",
            JsonPart.JSON
                .createObjectNode()
                .put("channel", place)
                .put("thread_ts", thread)
                .put("text", SlackLimits.cut(text, SlackLimits.TEXT))
                .put("unfurl_links", false)
                .put("unfurl_media", false))
        .map(
            reply ->
                switch (reply) {
                  case SlackApi.Reply.Ok ok -> "";
                  case SlackApi.Reply.Error error -> SlackErrors.explain(error.code());
                  case SlackApi.Reply.Limited limited -> "Slack asks to wait (rate limit)";
                  case SlackApi.Reply.NotSent no -> no.reason();
                  case SlackApi.Reply.Unclear unclear -> unclear.reason();
                });
  }
}
