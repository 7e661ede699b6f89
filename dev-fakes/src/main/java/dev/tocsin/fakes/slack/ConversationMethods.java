package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code conversations.*}: opening direct messages, reading history, looking channels up. */
final class ConversationMethods {

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 999;
  private static final String TS = "[0-9]{1,11}(\\.[0-9]{1,6})?";

  private final SlackWorkspace workspace;

  ConversationMethods(SlackWorkspace workspace) {
    this.workspace = workspace;
  }

  Map<String, SlackMethod> all() {
    return Map.of(
        "conversations.open", new SlackMethod("im:write", true, this::open),
        "conversations.history", new SlackMethod("channels:history", true, this::history),
        "conversations.info", new SlackMethod("channels:read", false, this::details),
        "conversations.list", new SlackMethod("channels:read", false, this::list));
  }

  private ObjectNode open(MethodCall call) {
    if (call.args().has("channel")) {
      Conversation there = visible(call);
      return Json.object()
          .put("no_op", true)
          .put("already_open", true)
          .set("channel", Json.object().put("id", there.id()));
    }
    String users = call.args().text("users");
    if (users.isEmpty()) {
      throw new SlackFailure("users_list_not_supplied");
    }
    if (users.contains(",")) {
      throw new SlackFailure(
          "method_not_supported_for_channel_type",
          List.of("this look-alike opens direct messages with one person only"));
    }
    SlackUser user = workspace.user(users).orElseThrow(() -> new SlackFailure("user_not_found"));
    Optional<Conversation> before = workspace.findDirect(call.app(), user);
    Conversation direct = workspace.direct(call.app(), user);
    ObjectNode answer = Json.object();
    if (before.isPresent()) {
      answer.put("no_op", true).put("already_open", true);
    }
    return answer.set(
        "channel",
        call.args().flag("return_im") ? describe(direct) : Json.object().put("id", direct.id()));
  }

  private ObjectNode details(MethodCall call) {
    return Json.object().set("channel", describe(visible(call)));
  }

  private ObjectNode list(MethodCall call) {
    ArrayNode channels = Json.array();
    workspace.conversations().stream()
        .filter(c -> !c.direct())
        .forEach(c -> channels.add(describe(c)));
    ObjectNode answer = Json.object();
    answer.set("channels", channels);
    answer.putObject("response_metadata").put("next_cursor", "");
    return answer;
  }

  private ObjectNode history(MethodCall call) {
    Conversation conversation = visible(call);
    SlackChannel channel = conversation.channel();
    if (channel != null && !channel.botsInvited()) {
      throw new SlackFailure("not_in_channel");
    }
    SlackArguments args = call.args();
    String oldest = ts(args, "oldest", "invalid_ts_oldest");
    String latest = cursor(args).orElseGet(() -> ts(args, "latest", "invalid_ts_latest"));
    boolean inclusive = args.flag("inclusive") && !args.has("cursor");
    int limit = limit(args);
    List<SlackMessage> found = workspace.history(conversation, oldest, latest, inclusive);
    List<SlackMessage> page = found.subList(0, Math.min(limit, found.size()));
    ArrayNode messages = Json.array();
    for (SlackMessage message : page) {
      ObjectNode content = message.content().deepCopy();
      if (!args.flag("include_all_metadata")) {
        content.remove("metadata");
      }
      messages.add(content);
    }
    ObjectNode answer = Json.object();
    answer.set("messages", messages);
    boolean more = found.size() > page.size();
    answer.put("has_more", more).put("pin_count", 0);
    if (more) {
      answer.putObject("response_metadata").put("next_cursor", next(page.getLast().ts()));
    }
    return answer;
  }

  private Conversation visible(MethodCall call) {
    return workspace
        .conversation(call.app(), call.args().required("channel"))
        .orElseThrow(() -> new SlackFailure("channel_not_found"));
  }

  private static int limit(SlackArguments args) {
    if (!args.has("limit")) {
      return USUAL_PAGE;
    }
    String text = args.text("limit");
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1) {
      throw new SlackFailure("invalid_limit");
    }
    return Math.min(Integer.parseInt(text), LARGEST_PAGE);
  }

  /** A ts argument, padded so that texts compare like times; "0" and absent mean no bound. */
  private static String ts(SlackArguments args, String name, String malformed) {
    String text = args.text(name);
    if (text.isEmpty() || text.equals("0")) {
      return "";
    }
    if (!text.matches(TS)) {
      throw new SlackFailure(malformed);
    }
    int dot = text.indexOf('.');
    String fraction = dot < 0 ? "" : text.substring(dot + 1);
    String seconds = dot < 0 ? text : text.substring(0, dot);
    return "0".repeat(Math.max(0, 10 - seconds.length()))
        + seconds
        + "."
        + fraction
        + "0".repeat(6 - fraction.length());
  }

  private static String next(String ts) {
    return Base64.getEncoder().encodeToString(("next_ts:" + ts).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> cursor(SlackArguments args) {
    String text = args.text("cursor");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      String plain = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      if (plain.matches("next_ts:" + TS)) {
        return Optional.of(plain.substring(8));
      }
    } catch (IllegalArgumentException notBase64) {
      throw new SlackFailure("invalid_cursor");
    }
    throw new SlackFailure("invalid_cursor");
  }

  private static ObjectNode describe(Conversation conversation) {
    ObjectNode node = Json.object().put("id", conversation.id());
    SlackChannel channel = conversation.channel();
    SlackUser user = conversation.user();
    if (user != null) {
      return node.put("is_im", true).put("user", user.id()).put("is_org_shared", false);
    }
    if (channel != null) {
      node.put("name", channel.name())
          .put("is_channel", true)
          .put("is_im", false)
          .put("is_private", false)
          .put("is_archived", channel.archived())
          .put("is_member", channel.botsInvited());
    }
    return node;
  }
}
