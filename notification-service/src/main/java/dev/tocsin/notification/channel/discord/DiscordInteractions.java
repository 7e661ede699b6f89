package dev.tocsin.notification.channel.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.Answer;
import dev.tocsin.notification.channel.CallbackAnswer;
import dev.tocsin.notification.channel.CallbackRequest;
import dev.tocsin.notification.channel.Callbacks;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Unauthenticated;
import jakarta.inject.Singleton;

/**
 * The interactions endpoint of an application: answers Discord's ping, and takes presses of the
 * buttons under our messages.
 *
 * @see <a href="https://docs.discord.com/developers/interactions/overview">Discord:
 *     interactions</a>
 */
@Singleton
class DiscordInteractions implements Callbacks {

  static final String PATH = "/api/v1/discord/interactions/";

  private static final int PING = 1;
  private static final int COMPONENT = 3;
  private static final int PONG = 1;
  private static final int MESSAGE = 4;
  private static final int ONLY_THE_PRESSER = 64;

  @Override
  public String kind() {
    return "discord";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Received read(CallbackRequest request, ChannelSettings settings) {
    boolean genuine =
        DiscordSignature.isGenuine(
            settings.text("public_key"),
            request.header("x-signature-timestamp"),
            request.header("x-signature-ed25519"),
            request.body(),
            request.now());
    if (!genuine) {
      throw new Unauthenticated(
          "The request is not signed with the key of this channel's application");
    }
    JsonNode interaction = json(request.body());
    return switch (interaction.path("type").asInt()) {
      case PING -> new Received.Nothing(answer(JsonPart.JSON.createObjectNode().put("type", PONG)));
      case COMPONENT -> press(interaction);
      default -> new Received.Nothing(say("Tocsin has no commands in Discord."));
    };
  }

  private static Received press(JsonNode interaction) {
    String id = interaction.path("data").path("custom_id").asText();
    JsonNode member = interaction.path("member").path("user");
    String who =
        (member.isMissingNode() ? interaction.path("user") : member)
            .path("username")
            .asText("somebody");
    if (id.startsWith(DiscordContent.ACKNOWLEDGE)) {
      return press(Answer.ACKNOWLEDGE, id.substring(DiscordContent.ACKNOWLEDGE.length()), who);
    }
    if (id.startsWith(DiscordContent.RESOLVE)) {
      return press(Answer.RESOLVE, id.substring(DiscordContent.RESOLVE.length()), who);
    }
    return new Received.Nothing(say("Tocsin does not know this button."));
  }

  private static Received press(Answer answer, String group, String who) {
    String note = answer.done() + " in Discord by " + who.strip();
    return new Received.Press(answer, group, note, DiscordInteractions::say);
  }

  /** A message that the presser alone sees. */
  private static CallbackAnswer say(String words) {
    ObjectNode json = JsonPart.JSON.createObjectNode().put("type", MESSAGE);
    ObjectNode data =
        json.putObject("data")
            .put("content", DiscordLimits.cut(words, DiscordLimits.of("message.content")))
            .put("flags", ONLY_THE_PRESSER);
    data.putObject("allowed_mentions").putArray("parse");
    return answer(json);
  }

  private static CallbackAnswer answer(ObjectNode json) {
    return new CallbackAnswer(200, "application/json", json.toString());
  }

  private static JsonNode json(byte[] body) {
    try {
      return JsonPart.JSON.readTree(new String(body, UTF_8));
    } catch (JsonProcessingException e) {
      throw Invalid.request("The body is not the JSON that Discord sends");
    }
  }
}
