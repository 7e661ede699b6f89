package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Turns a press into the signed {@code block_actions} request that Slack sends to the app. */
final class Interactions {

  private final SlackWorkspace workspace;
  private final Postbox postbox;
  private final ResponseUrls responseUrls;
  private final InstantSource clock;
  private final AppCalls calls;
  private final AtomicLong triggers = new AtomicLong(1_000_000);

  Interactions(
      SlackWorkspace workspace,
      Postbox postbox,
      ResponseUrls responseUrls,
      InstantSource clock,
      AppCalls calls) {
    this.workspace = workspace;
    this.postbox = postbox;
    this.responseUrls = responseUrls;
    this.clock = clock;
    this.calls = calls;
  }

  CompletableFuture<PressResult> press(Press press) {
    Optional<SlackMessage> message = find(press);
    if (message.isEmpty()) {
      return refused("no message with ts '" + press.ts() + "' in '" + press.channel() + "'");
    }
    SlackMessage pressed = message.get();
    Optional<Buttons.Placed> button =
        Buttons.find(pressed.content(), press.actionId(), press.blockId());
    if (button.isEmpty()) {
      return refused("the message has no button with action_id '" + press.actionId() + "' now");
    }
    String userId =
        press.user().isEmpty()
            ? postbox.presser(pressed.conversation(), pressed.onlyFor())
            : press.user();
    Optional<SlackUser> user = workspace.user(userId);
    if (user.isEmpty()) {
      return refused("no user '" + userId + "' in the workspace; add one with POST /slack/users");
    }
    SlackApp app = workspace.appByToken(pressed.app().botToken()).orElse(pressed.app());
    String requestUrl = app.requestUrl();
    if (requestUrl == null || requestUrl.isBlank()) {
      return refused("app '" + app.name() + "' has no request_url; set it with POST /slack/app");
    }
    Instant now = clock.instant();
    String payload = Json.write(payload(press, pressed, button.get(), user.get(), now));
    String body = "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    return calls
        .send(app, requestUrl, AppCalls.FORM, body, press.tamper(), now.minus(press.age()))
        .whenComplete((result, failed) -> note(pressed, button.get(), user.get(), result));
  }

  private Optional<SlackMessage> find(Press press) {
    if (press.channel().isEmpty()) {
      return workspace.anyMessage(press.ts());
    }
    Optional<Conversation> channel = workspace.channelByName(press.channel());
    return workspace.conversations().stream()
        .filter(c -> matches(c, press.channel()) || channel.filter(c::equals).isPresent())
        .flatMap(c -> workspace.message(c, press.ts()).stream())
        .findFirst();
  }

  private static boolean matches(Conversation conversation, String name) {
    SlackUser user = conversation.user();
    return conversation.id().equals(name) || (user != null && user.id().equals(name));
  }

  private void note(
      SlackMessage message, Buttons.Placed button, SlackUser user, PressResult result) {
    String outcome =
        result.ok()
            ? "the app took it"
            : result.status() == 0 ? "no answer" : "failed: " + result.status();
    postbox.note(
        message,
        user.realName() + " pressed " + Buttons.label(button.element()) + " (" + outcome + ")");
  }

  private ObjectNode payload(
      Press press, SlackMessage message, Buttons.Placed button, SlackUser user, Instant now) {
    SlackApp app = message.app();
    Conversation where = message.conversation();
    ObjectNode payload = Json.object().put("type", "block_actions");
    payload
        .putObject("user")
        .put("id", user.id())
        .put("username", user.name())
        .put("name", user.name())
        .put("team_id", SlackWorkspace.TEAM_ID);
    payload.put("api_app_id", app.appId()).put("token", "verification-token-not-used");
    payload
        .putObject("container")
        .put("type", "message")
        .put("message_ts", message.ts())
        .put("channel_id", where.id())
        .put("is_ephemeral", message.ephemeral());
    payload.put(
        "trigger_id", triggers.incrementAndGet() + "." + now.toEpochMilli() + ".tocsinfake");
    payload
        .putObject("team")
        .put("id", SlackWorkspace.TEAM_ID)
        .put("domain", SlackWorkspace.TEAM_DOMAIN);
    payload.putNull("enterprise").put("is_enterprise_install", false);
    payload.putObject("channel").put("id", where.id()).put("name", where.interactionName());
    payload.set("message", message.content());
    payload.putObject("state").putObject("values");
    payload.put("response_url", responseUrls.issue(message, user, now));
    payload.putArray("actions").add(action(press, button, now));
    return payload;
  }

  private static ObjectNode action(Press press, Buttons.Placed button, Instant now) {
    JsonNode element = button.element();
    ObjectNode action =
        Json.object()
            .put("type", element.path("type").asText())
            .put("action_id", button.actionId())
            .put("block_id", button.blockId());
    for (String field : new String[] {"text", "value", "style", "url"}) {
      if (element.has(field)) {
        action.set(field, element.get(field));
      }
    }
    for (JsonNode option : element.path("options")) {
      if (option.path("value").asText().equals(press.option())) {
        action.set("selected_option", option);
      }
    }
    return action.put(
        "action_ts", now.getEpochSecond() + "." + String.format("%06d", now.getNano() / 1000));
  }

  private static CompletableFuture<PressResult> refused(String why) {
    return CompletableFuture.completedFuture(PressResult.refused(why));
  }
}
