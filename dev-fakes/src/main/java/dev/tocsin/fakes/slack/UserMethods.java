package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.util.Map;
import java.util.function.Supplier;

/** {@code auth.test} and {@code users.*}: who the app is, and who works here. */
final class UserMethods {

  private final SlackWorkspace workspace;
  private final Supplier<String> base;

  UserMethods(SlackWorkspace workspace, Supplier<String> base) {
    this.workspace = workspace;
    this.base = base;
  }

  Map<String, SlackMethod> all() {
    return Map.of(
        "auth.test", new SlackMethod("", true, this::authTest),
        "users.info", new SlackMethod("users:read", false, this::details),
        "users.list", new SlackMethod("users:read", false, this::list),
        "users.lookupByEmail", new SlackMethod("users:read.email", false, this::lookupByEmail));
  }

  private ObjectNode authTest(MethodCall call) {
    return Json.object()
        .put("url", base.get() + "/slack/")
        .put("team", SlackWorkspace.TEAM_NAME)
        .put("user", call.app().name())
        .put("team_id", SlackWorkspace.TEAM_ID)
        .put("user_id", call.app().botUserId())
        .put("bot_id", call.app().botId())
        .put("is_enterprise_install", false);
  }

  private ObjectNode details(MethodCall call) {
    String id = call.args().required("user");
    return answer(workspace.user(id).orElseThrow(() -> new SlackFailure("user_not_found")));
  }

  private ObjectNode lookupByEmail(MethodCall call) {
    String email = call.args().required("email");
    return answer(
        workspace.userByEmail(email).orElseThrow(() -> new SlackFailure("users_not_found")));
  }

  private ObjectNode list(MethodCall call) {
    ArrayNode members = Json.array();
    workspace.users().forEach(user -> members.add(describe(user)));
    ObjectNode answer = Json.object();
    answer.set("members", members);
    answer.putObject("response_metadata").put("next_cursor", "");
    return answer;
  }

  private static ObjectNode answer(SlackUser user) {
    return Json.object().set("user", describe(user));
  }

  private static ObjectNode describe(SlackUser user) {
    ObjectNode node =
        Json.object()
            .put("id", user.id())
            .put("team_id", SlackWorkspace.TEAM_ID)
            .put("name", user.name())
            .put("deleted", false)
            .put("real_name", user.realName())
            .put("tz", "Europe/London")
            .put("is_bot", false)
            .put("is_app_user", false);
    node.putObject("profile")
        .put("real_name", user.realName())
        .put("display_name", user.name())
        .put("email", user.email())
        .put("team", SlackWorkspace.TEAM_ID);
    return node;
  }
}
