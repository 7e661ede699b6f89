package dev.tocsin.notification.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.slack.SlackApi.Reply;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Looks for a message by the delivery id in its metadata, in the history of its conversation. */
final class SlackHistory {

  private static final int PAGES = 5;
  private static final long CLOCK_SLACK_SECONDS = 120;

  private final SlackApi api;

  SlackHistory(SlackApi api) {
    this.api = api;
  }

  Uni<LookUp> find(Message message, ChannelSettings settings) {
    return place(message, settings)
        .chain(
            place ->
                place.isEmpty()
                    ? unclear("The conversation was not found")
                    : page(message, settings, place, "", PAGES));
  }

  /**
   * Id of the conversation: known from earlier, or given, or opened with the member, or found by
   * name.
   */
  private Uni<String> place(Message message, ChannelSettings settings) {
    String address = message.address();
    if (!message.knownPlace().isEmpty()) {
      return Uni.createFrom().item(message.knownPlace());
    }
    if (address.matches("[CGD][A-Z0-9]+")) {
      return Uni.createFrom().item(address);
    }
    if (address.matches("[UW][A-Z0-9]+")) {
      var arguments = JsonPart.JSON.createObjectNode().put("users", address);
      return api.write(settings, "conversations.open", arguments)
          .map(
              reply ->
                  reply instanceof Reply.Ok ok
                      ? ok.body().path("channel").path("id").asText()
                      : "");
    }
    return named(address.replaceFirst("^#", ""), settings, "", PAGES);
  }

  private Uni<String> named(String name, ChannelSettings settings, String cursor, int pages) {
    Map<String, String> arguments =
        Map.of(
            "limit",
            "500",
            "exclude_archived",
            "true",
            "types",
            "public_channel",
            "cursor",
            cursor);
    return api.read(settings, "conversations.list", arguments)
        .chain(
            reply -> {
              if (!(reply instanceof Reply.Ok ok)) {
                return Uni.createFrom().item("");
              }
              for (JsonNode channel : ok.body().path("channels")) {
                if (channel.path("name").asText().equals(name)) {
                  return Uni.createFrom().item(channel.path("id").asText());
                }
              }
              String next = next(ok.body());
              return next.isEmpty() || pages <= 1
                  ? Uni.createFrom().item("")
                  : named(name, settings, next, pages - 1);
            });
  }

  private Uni<LookUp> page(
      Message message, ChannelSettings settings, String place, String cursor, int pages) {
    String oldest = Long.toString(message.queuedAt().getEpochSecond() - CLOCK_SLACK_SECONDS);
    Map<String, String> arguments =
        Map.of(
            "channel",
            place,
            "oldest",
            oldest,
            "include_all_metadata",
            "true",
            "limit",
            "200",
            "cursor",
            cursor);
    return api.read(settings, "conversations.history", arguments)
        .chain(
            reply ->
                switch (reply) {
                  case Reply.Ok ok -> search(message, settings, place, ok.body(), pages);
                  case Reply.Error error -> unclear(SlackErrors.explain(error.code()));
                  case Reply.Limited limited -> unclear("Slack asks to wait (rate limit)");
                  case Reply.NotSent no -> unclear(no.reason());
                  case Reply.Unclear unclear -> unclear(unclear.reason());
                });
  }

  private Uni<LookUp> search(
      Message message, ChannelSettings settings, String place, JsonNode body, int pages) {
    String wanted = message.delivery().toString();
    for (JsonNode candidate : body.path("messages")) {
      JsonNode metadata = candidate.path("metadata");
      if (metadata.path("event_type").asText().equals(SlackChannel.METADATA)
          && metadata.path("event_payload").path("delivery_id").asText().equals(wanted)) {
        return Uni.createFrom()
            .item(new LookUp.Found(new ProviderMessage(candidate.path("ts").asText(), place)));
      }
    }
    String next = next(body);
    if (next.isEmpty()) {
      return Uni.createFrom().item(new LookUp.Absent());
    }
    return pages <= 1
        ? unclear("The conversation has too many newer messages to search")
        : page(message, settings, place, next, pages - 1);
  }

  private static String next(JsonNode body) {
    return body.path("response_metadata").path("next_cursor").asText("");
  }

  private static Uni<LookUp> unclear(String reason) {
    return Uni.createFrom().item(new LookUp.Unclear(reason));
  }
}
