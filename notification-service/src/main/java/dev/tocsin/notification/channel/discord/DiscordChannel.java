package dev.tocsin.notification.channel.discord;

import dev.tocsin.notification.channel.BuiltInTemplates;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.OwnAddressChannel;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.render.Escape;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundHttp;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A Discord webhook. A message is named by the answer alone, so that one whose answer was lost
 * cannot be looked up.
 */
@Singleton
public class DiscordChannel implements OwnAddressChannel {

  private static final List<Part> PARTS =
      List.of(
          new Part("text", Escape.DISCORD, true), new Part("embeds", Escape.DISCORD_JSON, false));
  private static final Map<String, String> BUILT_IN =
      BuiltInTemplates.read(DiscordChannel.class, PARTS);
  private static final Map<String, String> NOTICE =
      BuiltInTemplates.read(DiscordChannel.class, "notice/", PARTS);

  private final DiscordWebhook webhook;

  /** Calls out through the guarded client. */
  @Inject
  public DiscordChannel(OutboundHttp http) {
    this.webhook = new DiscordWebhook(http);
  }

  @Override
  public String kind() {
    return "discord";
  }

  @Override
  public String provider() {
    return "Discord";
  }

  @Override
  public List<Part> parts() {
    return PARTS;
  }

  @Override
  public Map<String, String> builtInTemplate(EventKind event) {
    return event == EventKind.NOTICE ? NOTICE : BUILT_IN;
  }

  @Override
  public Rendered shape(Rendered rendered) {
    Map<String, String> parts = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    String text = rendered.part("text").strip();
    int max = DiscordLimits.of("message.content");
    if (text.isEmpty()) {
      faults.add(
          Fault.error("text", "It renders to nothing, but Discord shows it in notifications"));
    } else if (text.length() > max) {
      faults.add(Fault.warning("text", "It was cut to " + max + " characters"));
    }
    parts.put("text", DiscordLimits.cut(text, max));
    DiscordEmbeds embeds = new DiscordEmbeds();
    parts.put("embeds", embeds.fit(rendered.part("embeds")));
    faults.addAll(embeds.faults());
    return new Rendered(parts, faults);
  }

  @Override
  public Map<String, String> problems(ChannelSettings settings) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (DiscordWebhook.address(settings, "").isEmpty()) {
      problems.put(
          "url",
          "It must be the webhook's address, https://discord.com/api/webhooks/<id>/<token>: copy it"
              + " from 'Integrations' of the channel");
    }
    String key = settings.text("public_key");
    if (!key.isEmpty() && !key.matches("[0-9a-fA-F]{64}")) {
      problems.put("public_key", "It must be 64 hexadecimal digits: copy it from the application");
    }
    return problems;
  }

  @Override
  public String whereItGoes() {
    return "A Discord webhook posts to the channel that it was made for";
  }

  @Override
  public String callbackPath(UUID channel) {
    return DiscordInteractions.PATH + channel;
  }

  @Override
  public boolean wantsAnswerLink(ChannelSettings settings) {
    return !hasButtons(settings);
  }

  static boolean hasButtons(ChannelSettings settings) {
    return !settings.text("public_key").isEmpty();
  }

  @Override
  public boolean revisesInPlace() {
    return true;
  }

  @Override
  public Uni<SendResult> send(Message message, ChannelSettings settings) {
    return webhook.post(settings, DiscordContent.of(message, settings));
  }

  @Override
  public Uni<LookUp> lookUp(Message message, ChannelSettings settings) {
    return Uni.createFrom().item(new LookUp.Unclear("Discord finds no message without its id"));
  }

  @Override
  public Uni<SendResult> revise(Message message, ProviderMessage sent, ChannelSettings settings) {
    return webhook.edit(settings, sent, DiscordContent.of(message, settings));
  }
}
