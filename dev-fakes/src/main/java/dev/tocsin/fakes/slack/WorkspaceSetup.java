package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * What people do ({@code POST /slack/press}, {@code /slack/command}, {@code /slack/mention}) and
 * the set-up of the workspace: {@code /slack/app}, {@code /slack/users}, {@code /slack/channels}
 * (GET lists, POST adds or replaces).
 */
final class WorkspaceSetup implements Site {

  private static final Set<String> PATHS =
      Set.of(
          "/slack/press",
          "/slack/command",
          "/slack/mention",
          "/slack/app",
          "/slack/users",
          "/slack/channels");

  private static final Set<String> LISTED = Set.of("/slack/app", "/slack/users", "/slack/channels");

  private final SlackWorkspace workspace;
  private final Interactions interactions;
  private final Commands commands;

  WorkspaceSetup(SlackWorkspace workspace, Interactions interactions, Commands commands) {
    this.workspace = workspace;
    this.interactions = interactions;
    this.commands = commands;
  }

  @Override
  public boolean serves(Call call) {
    return PATHS.contains(call.path());
  }

  @Override
  public Future<Answer> serve(Call call) {
    boolean list = call.method().equals("GET") && LISTED.contains(call.path());
    if (list) {
      return Future.succeededFuture(Answer.json(list(call.path())));
    }
    Optional<JsonNode> body = call.json();
    if (!call.method().equals("POST") || body.isEmpty()) {
      return Future.succeededFuture(
          Answer.problem(400, "send a JSON object with POST to " + call.path()));
    }
    try {
      return switch (call.path()) {
        case "/slack/press" -> press(body.get());
        case "/slack/command" -> result(commands.type(typed(body.get())));
        case "/slack/mention" -> result(commands.mention(typed(body.get())));
        case "/slack/app" -> done(install(body.get()));
        case "/slack/users" -> done(join(body.get()));
        default -> done(open(body.get()));
      };
    } catch (IllegalArgumentException wrong) {
      return Future.succeededFuture(Answer.problem(400, String.valueOf(wrong.getMessage())));
    }
  }

  private static Future<Answer> done(JsonNode answer) {
    return Future.succeededFuture(Answer.json(answer));
  }

  private Future<Answer> press(JsonNode body) {
    String tamper = body.path("tamper").asText();
    Press press =
        new Press(
            body.path("channel").asText(),
            required(body, "ts"),
            body.path("block_id").asText(),
            required(body, "action_id"),
            body.path("user").asText(),
            body.path("option").asText(),
            tamper.isEmpty() ? null : Press.Tamper.valueOf(tamper.toUpperCase(Locale.ROOT)),
            Duration.ofSeconds(body.path("age_s").asLong(0)));
    return result(interactions.press(press));
  }

  private static Typed typed(JsonNode body) {
    return new Typed(
        body.path("bot_token").asText(),
        body.path("channel").asText("ops"),
        required(body, "user"),
        body.path("text").asText(),
        null,
        Duration.ofSeconds(body.path("age_s").asLong(0)),
        body.path("event_id").asText());
  }

  private static Future<Answer> result(CompletableFuture<PressResult> came) {
    return Future.fromCompletionStage(came)
        .map(
            result -> {
              boolean asked = result.status() != 0 || result.elapsedMs() > 0;
              return Answer.json(asked || result.ok() ? 200 : 409, result.json());
            });
  }

  private JsonNode install(JsonNode body) {
    String token = required(body, "bot_token");
    Optional<SlackApp> before = workspace.appByToken(token);
    Set<String> scopes = new TreeSet<>();
    body.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    SlackApp app =
        new SlackApp(
            body.path("name").asText(before.map(SlackApp::name).orElse("Tocsin")),
            token,
            body.path("signing_secret").asText(before.map(SlackApp::signingSecret).orElse("")),
            body.path("request_url")
                .asText(before.flatMap(a -> Optional.ofNullable(a.requestUrl())).orElse(null)),
            scopes.isEmpty() ? before.map(SlackApp::scopes).orElse(SlackApp.ALL_SCOPES) : scopes,
            body.path("command_url")
                .asText(before.flatMap(a -> Optional.ofNullable(a.commandUrl())).orElse(null)),
            body.path("events_url")
                .asText(before.flatMap(a -> Optional.ofNullable(a.eventsUrl())).orElse(null)));
    if (app.signingSecret().isEmpty()) {
      throw new IllegalArgumentException("'signing_secret' is missing; a new app needs one");
    }
    workspace.install(app);
    return describe(app);
  }

  private JsonNode join(JsonNode body) {
    String name = required(body, "name");
    SlackUser user =
        new SlackUser(
            required(body, "id"),
            name,
            body.path("real_name").asText(name),
            body.path("email").asText(name + "@example.test"));
    workspace.join(user);
    return describe(user);
  }

  private JsonNode open(JsonNode body) {
    SlackChannel channel =
        new SlackChannel(
            required(body, "id"),
            required(body, "name"),
            body.path("bots_invited").asBoolean(true),
            body.path("archived").asBoolean(false));
    workspace.open(channel);
    return describe(channel);
  }

  private JsonNode list(String path) {
    ArrayNode all = Json.array();
    switch (path) {
      case "/slack/app" -> workspace.apps().forEach(app -> all.add(describe(app)));
      case "/slack/users" -> workspace.users().forEach(user -> all.add(describe(user)));
      default ->
          workspace.conversations().stream()
              .flatMap(c -> Optional.ofNullable(c.channel()).stream())
              .forEach(channel -> all.add(describe(channel)));
    }
    return all;
  }

  private static ObjectNode describe(SlackApp app) {
    return Json.object()
        .put("name", app.name())
        .put("app_id", app.appId())
        .put("bot_token", app.botToken())
        .put("request_url", app.requestUrl())
        .put("command_url", app.commandUrl())
        .put("events_url", app.eventsUrl());
  }

  private static ObjectNode describe(SlackUser user) {
    return Json.object()
        .put("id", user.id())
        .put("name", user.name())
        .put("real_name", user.realName())
        .put("email", user.email());
  }

  private static ObjectNode describe(SlackChannel channel) {
    return Json.object()
        .put("id", channel.id())
        .put("name", channel.name())
        .put("bots_invited", channel.botsInvited())
        .put("archived", channel.archived());
  }

  private static String required(JsonNode body, String field) {
    String value = body.path(field).asText();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return value;
  }
}
