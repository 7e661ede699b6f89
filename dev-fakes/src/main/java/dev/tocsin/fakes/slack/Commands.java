package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns what people type into the signed requests that Slack sends: slash commands as forms, and
 * mentions as events, which are repeated until the app takes them.
 */
final class Commands {

  private static final String COMMAND = "/tocsin";
  private static final int REPEATS = 3;
  private static final Pattern NAMED = Pattern.compile("(?<![\\w.])([@#])([\\p{L}\\p{N}._-]+)");

  private final SlackWorkspace workspace;
  private final Postbox postbox;
  private final ResponseUrls responseUrls;
  private final InstantSource clock;
  private final AppCalls calls;
  private final AtomicLong triggers = new AtomicLong(2_000_000);
  private final AtomicLong events = new AtomicLong(1);

  Commands(
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

  /** Who types what where, found. */
  private record Place(SlackApp app, Conversation where, SlackUser user) {}

  CompletableFuture<PressResult> type(Typed typed) {
    Place place;
    try {
      place = place(typed);
    } catch (IllegalArgumentException refused) {
      return refused(String.valueOf(refused.getMessage()));
    }
    String url = place.app().commandUrl();
    if (url == null || url.isBlank()) {
      return refused("app '" + place.app().name() + "' has no command_url: set it first");
    }
    Instant now = clock.instant();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", "verification-token-not-used");
    form.put("team_id", SlackWorkspace.TEAM_ID);
    form.put("team_domain", SlackWorkspace.TEAM_DOMAIN);
    form.put("channel_id", place.where().id());
    form.put("channel_name", place.where().interactionName());
    form.put("user_id", place.user().id());
    form.put("user_name", place.user().name());
    form.put("command", COMMAND);
    form.put("text", written(typed.text()));
    form.put("api_app_id", place.app().appId());
    form.put("is_enterprise_install", "false");
    form.put("response_url", responseUrls.issue(place.app(), place.where(), place.user(), now));
    form.put("trigger_id", triggers.incrementAndGet() + "." + now.toEpochMilli() + ".tocsinfake");
    String body =
        form.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return calls
        .send(place.app(), url, AppCalls.FORM, body, typed.tamper(), now.minus(typed.age()))
        .thenApply(result -> result.status() == 200 ? shown(place, result, now) : result);
  }

  /** Shows the answer to who typed; an answer that Slack would not take is a failed command. */
  private PressResult shown(Place place, PressResult result, Instant now) {
    if (result.body().isBlank()) {
      return result;
    }
    Optional<JsonNode> answer = Json.parse(result.body()).filter(JsonNode::isObject);
    if (answer.isEmpty()) {
      return new PressResult(false, result.status(), "no JSON: " + result.body(), 0);
    }
    String type = answer.get().path("response_type").asText("ephemeral");
    if (!type.equals("ephemeral") && !type.equals("in_channel")) {
      return new PressResult(false, result.status(), "invalid_response_type: " + type, 0);
    }
    try {
      Map<String, JsonNode> values = new HashMap<>();
      answer.get().properties().forEach(field -> values.put(field.getKey(), field.getValue()));
      MessageContent content = MessageContent.read(new SlackArguments(values, false, ""));
      boolean forOne = type.equals("ephemeral");
      postbox.post(place.app(), place.where(), content, forOne ? place.user() : null, "", now);
      return result;
    } catch (SlackFailure failure) {
      return new PressResult(false, result.status(), Json.write(failure.json()), 0);
    }
  }

  CompletableFuture<PressResult> mention(Typed typed) {
    Place place;
    try {
      place = place(typed);
    } catch (IllegalArgumentException refused) {
      return refused(String.valueOf(refused.getMessage()));
    }
    String url = place.app().eventsUrl();
    if (url == null || url.isBlank()) {
      return refused("app '" + place.app().name() + "' has no events_url: set it first");
    }
    Instant now = clock.instant();
    String text = "<@" + place.app().botUserId() + "> " + written(typed.text());
    String ts = workspace.say(place.where(), place.user(), text, now);
    String body = Json.write(event(place, typed, text, ts, now));
    return attempt(place.app(), url, body, typed, 0);
  }

  private CompletableFuture<PressResult> attempt(
      SlackApp app, String url, String body, Typed typed, int repeat) {
    Map<String, String> headers =
        repeat == 0
            ? Map.of()
            : Map.of(
                "X-Slack-Retry-Num",
                Integer.toString(repeat),
                "X-Slack-Retry-Reason",
                "http_error");
    Instant signedAt = clock.instant().minus(typed.age());
    return calls
        .send(app, url, AppCalls.JSON, body, typed.tamper(), signedAt, headers)
        .thenCompose(
            result ->
                result.ok() || repeat == REPEATS || typed.tamper() != null
                    ? CompletableFuture.completedFuture(result)
                    : attempt(app, url, body, typed, repeat + 1));
  }

  private ObjectNode event(Place place, Typed typed, String text, String ts, Instant now) {
    ObjectNode body =
        Json.object()
            .put("token", "verification-token-not-used")
            .put("team_id", SlackWorkspace.TEAM_ID)
            .put("api_app_id", place.app().appId());
    body.putObject("event")
        .put("type", "app_mention")
        .put("user", place.user().id())
        .put("text", text)
        .put("ts", ts)
        .put("team", SlackWorkspace.TEAM_ID)
        .put("channel", place.where().id())
        .put("event_ts", ts);
    String id = typed.eventId();
    body.put("type", "event_callback")
        .put("event_id", id.isEmpty() ? "Ev0FAKE" + events.getAndIncrement() : id)
        .put("event_time", now.getEpochSecond());
    body.putArray("authorizations")
        .addObject()
        .putNull("enterprise_id")
        .put("team_id", SlackWorkspace.TEAM_ID)
        .put("user_id", place.app().botUserId())
        .put("is_bot", true)
        .put("is_enterprise_install", false);
    return body.put("is_ext_shared_channel", false).put("event_context", "4-fake");
  }

  CompletableFuture<PressResult> verify(String botToken) {
    SlackApp app = app(botToken);
    String url = app.eventsUrl();
    if (url == null || url.isBlank()) {
      return refused("app '" + app.name() + "' has no events_url: set it first");
    }
    String challenge = "challenge" + triggers.incrementAndGet();
    ObjectNode body =
        Json.object()
            .put("token", "verification-token-not-used")
            .put("challenge", challenge)
            .put("type", "url_verification");
    return calls
        .send(app, url, AppCalls.JSON, Json.write(body), null, clock.instant())
        .thenApply(
            result ->
                result.ok() && result.body().contains(challenge)
                    ? result
                    : new PressResult(
                        false,
                        result.status(),
                        "the challenge came not back: " + result.body(),
                        0));
  }

  private Place place(Typed typed) {
    SlackUser user =
        workspace
            .user(typed.user())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no user '" + typed.user() + "' in the workspace; add one first"));
    SlackApp app = app(typed.botToken());
    Conversation where =
        workspace
            .conversation(app, typed.channel())
            .or(() -> workspace.channelByName(typed.channel()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no channel '" + typed.channel() + "' in the workspace"));
    return new Place(app, where, user);
  }

  private SlackApp app(String botToken) {
    Optional<SlackApp> app =
        botToken.isEmpty() ? workspace.apps().stream().findFirst() : workspace.appByToken(botToken);
    return app.orElseThrow(
        () -> new IllegalArgumentException("no app with the bot token '" + botToken + "'"));
  }

  /** The words as Slack sends them: three characters escaped, members and channels as ids. */
  private String written(String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return NAMED
        .matcher(escaped)
        .replaceAll(
            found -> Matcher.quoteReplacement(id(found.group(1), found.group(2), found.group())));
  }

  private String id(String mark, String name, String otherwise) {
    return mark.equals("#")
        ? workspace
            .channelByName(name)
            .map(channel -> "<#" + channel.id() + "|" + name + ">")
            .orElse(otherwise)
        : workspace.users().stream()
            .filter(user -> user.name().equals(name))
            .findFirst()
            .map(user -> "<@" + user.id() + "|" + name + ">")
            .orElse(otherwise);
  }

  private static CompletableFuture<PressResult> refused(String why) {
    return CompletableFuture.completedFuture(PressResult.refused(why));
  }
}
