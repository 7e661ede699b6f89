package dev.tocsin.notification.channel.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.BuiltInTemplates;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.blockkit.SlackContent;
import dev.tocsin.notification.channel.slack.SlackApi.Reply;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundHttp;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Slack. Each message carries its delivery's id as metadata, so that an unknown outcome can be
 * looked up.
 */
@Singleton
public class SlackChannel implements Channel {

  static final String METADATA = "tocsin_page";
  private static final Map<String, String> BUILT_IN =
      BuiltInTemplates.read(SlackChannel.class, SlackContent.PARTS);
  private static final Map<String, String> CODE =
      BuiltInTemplates.read(SlackChannel.class, "code/", SlackContent.PARTS);
  private static final Map<String, String> NOTICE =
      BuiltInTemplates.read(SlackChannel.class, "notice/", SlackContent.PARTS);
  private static final Pattern ADDRESS =
      Pattern.compile("[UWCGD][A-Z0-9]{2,20}|#?[\\p{Ll}\\p{N}_.-]{1,80}");

  private final SlackApi api;
  private final SlackHistory history;

  /** Calls out through the guarded client. */
  @Inject
  public SlackChannel(OutboundHttp http) {
    this.api = new SlackApi(http);
    this.history = new SlackHistory(api);
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public String provider() {
    return "Slack";
  }

  @Override
  public List<Part> parts() {
    return SlackContent.PARTS;
  }

  @Override
  public Map<String, String> builtInTemplate(EventKind event) {
    return switch (event) {
      case CONTACT_CODE -> CODE;
      case NOTICE -> NOTICE;
      case PAGE, ACKNOWLEDGED, RESOLVED -> BUILT_IN;
    };
  }

  @Override
  public Rendered shape(Rendered rendered) {
    return SlackContent.shape(rendered);
  }

  @Override
  public Map<String, String> problems(ChannelSettings settings) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (settings.text("bot_token").isEmpty()) {
      problems.put(
          "bot_token",
          "The bot token (xoxb-…) is missing: copy it from 'OAuth & Permissions' of the app");
    }
    if (settings.text("signing_secret").isEmpty()) {
      problems.put(
          "signing_secret",
          "The signing secret is missing: copy it from 'Basic Information' of the app");
    }
    String url = settings.text("api_url");
    if (!url.isEmpty() && !url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
      problems.put("api_url", "'" + url + "' is not an address such as https://slack.com/api");
    }
    return problems;
  }

  @Override
  public Map<String, String> secretsSentTo() {
    return Map.of("api_url", "bot_token");
  }

  @Override
  public Optional<String> addressProblem(String address) {
    return ADDRESS.matcher(address).matches()
        ? Optional.empty()
        : Optional.of(
            "'"
                + address
                + "' is neither a Slack member id (U…), a channel id (C…) nor a #channel");
  }

  @Override
  public String masked(String address) {
    return address.startsWith("#") || address.length() < 5
        ? address
        : address.charAt(0) + "…" + address.substring(address.length() - 3);
  }

  @Override
  public String callbackPath(UUID channel) {
    return "/api/v1/slack/interactions/" + channel;
  }

  @Override
  public boolean wantsAnswerLink(ChannelSettings settings) {
    return false;
  }

  @Override
  public boolean revisesInPlace() {
    return true;
  }

  @Override
  public Uni<SendResult> send(Message message, ChannelSettings settings) {
    ObjectNode arguments = SlackContent.of(message).put("channel", message.address());
    arguments
        .putObject("metadata")
        .put("event_type", METADATA)
        .putObject("event_payload")
        .put("delivery_id", message.delivery().toString());
    arguments.put("unfurl_links", false).put("unfurl_media", false);
    return api.write(settings, "chat.postMessage", arguments).map(SlackChannel::result);
  }

  @Override
  public Uni<LookUp> lookUp(Message message, ChannelSettings settings) {
    return history.find(message, settings);
  }

  @Override
  public Uni<SendResult> revise(Message message, ProviderMessage sent, ChannelSettings settings) {
    ObjectNode arguments =
        SlackContent.of(message).put("channel", sent.place()).put("ts", sent.id());
    return api.write(settings, "chat.update", arguments).map(SlackChannel::result);
  }

  private static SendResult result(Reply reply) {
    return switch (reply) {
      case Reply.Ok ok ->
          new SendResult.Sent(
              new ProviderMessage(
                  ok.body().path("ts").asText(), ok.body().path("channel").asText()));
      case Reply.Error error -> new SendResult.Refused(SlackErrors.explain(error.code()));
      case Reply.Limited limited ->
          new SendResult.TryAgain("Slack asks to wait (rate limit)", limited.retryAfter());
      case Reply.NotSent no when no.forbidden() -> new SendResult.Refused(no.reason());
      case Reply.NotSent no -> new SendResult.TryAgain(no.reason(), null);
      case Reply.Unclear unclear -> new SendResult.Unknown(unclear.reason());
    };
  }
}
