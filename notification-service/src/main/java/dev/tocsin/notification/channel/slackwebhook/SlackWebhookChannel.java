package dev.tocsin.notification.channel.slackwebhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.BuiltInTemplates;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.PostingChannel;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.WebAddress;
import dev.tocsin.notification.channel.blockkit.SlackContent;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Slack's incoming webhooks. They answer without a name for the message, so that it can be neither
 * looked up nor changed.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Slack:
 *     incoming webhooks</a>
 */
@Singleton
public class SlackWebhookChannel implements PostingChannel {

  private static final Map<String, String> BUILT_IN =
      BuiltInTemplates.read(SlackWebhookChannel.class, SlackContent.PARTS);
  private static final Map<String, String> NOTICE =
      BuiltInTemplates.read(SlackWebhookChannel.class, "notice/", SlackContent.PARTS);

  private final OutboundHttp http;

  /** Calls out through the guarded client. */
  @Inject
  public SlackWebhookChannel(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public String kind() {
    return "slack_webhook";
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
    return event == EventKind.NOTICE ? NOTICE : BUILT_IN;
  }

  @Override
  public Rendered shape(Rendered rendered) {
    return SlackContent.shape(rendered);
  }

  @Override
  public Map<String, String> problems(ChannelSettings settings) {
    return WebAddress.of(settings.text("url")).isPresent()
        ? Map.of()
        : Map.of(
            "url",
            "It must be the webhook's address, https://hooks.slack.com/services/…: copy it from"
                + " 'Incoming Webhooks' of the app");
  }

  @Override
  public String whereItGoes() {
    return "An incoming webhook posts to the channel that it was made for";
  }

  @Override
  public Uni<SendResult> send(Message message, ChannelSettings settings) {
    byte[] body =
        SlackContent.of(message)
            .put("unfurl_links", false)
            .put("unfurl_media", false)
            .toString()
            .getBytes(UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/json; charset=utf-8");
    return PostingChannel.post(
        http, settings, headers, body, "Slack", answer -> result(answer, message));
  }

  private static SendResult result(Answered answer, Message message) {
    String said = answer.text().strip();
    String code = said.matches("[a-z_]{1,60}") ? said : "HTTP " + answer.status();
    if (answer.status() == 200) {
      return new SendResult.Sent(new ProviderMessage(message.delivery().toString(), ""));
    }
    if (answer.status() >= 500) {
      return new SendResult.Unknown("Slack failed inside (" + code + ")");
    }
    return new SendResult.Refused("Slack refused (" + code + "): " + advice(code));
  }

  private static String advice(String code) {
    return switch (code) {
      case "no_service", "no_service_id", "invalid_token", "no_active_hooks", "no_team" ->
          "the webhook was removed: make a new one and store its address";
      case "channel_not_found", "channel_is_archived" -> "its channel is gone or archived";
      case "action_prohibited", "posting_to_general_channel_denied" ->
          "an administrator of the workspace does not let it post there";
      case "invalid_payload", "invalid_blocks", "no_text" ->
          "the template renders to what Slack does not take: preview it";
      default -> "see Slack's documentation of incoming webhooks";
    };
  }
}
