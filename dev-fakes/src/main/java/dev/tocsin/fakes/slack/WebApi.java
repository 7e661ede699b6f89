package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates a Web API call, finds its method, runs it, and dresses the answer as Slack does.
 */
final class WebApi {

  static final String PREFIX = "/slack/api/";
  private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");

  private final SlackWorkspace workspace;
  private final Map<String, SlackMethod> methods = new HashMap<>();
  private final AtomicLong requests = new AtomicLong();

  WebApi(SlackWorkspace workspace, ChatMethods chat, ConversationMethods talk, UserMethods users) {
    this.workspace = workspace;
    methods.putAll(chat.all());
    methods.putAll(talk.all());
    methods.putAll(users.all());
  }

  Answer answer(Call call) {
    String name = call.path().substring(PREFIX.length());
    ObjectNode answer;
    try {
      answer = run(name, call);
    } catch (SlackFailure failure) {
      answer = failure.json();
    }
    return Answer.json(answer).with("X-Slack-Req-Id", "req-" + requests.incrementAndGet());
  }

  private ObjectNode run(String name, Call call) {
    SlackMethod method = methods.get(name);
    if (method == null) {
      SlackFailure unknown = new SlackFailure("unknown_method");
      return unknown.json().put("req_method", name);
    }
    if (!call.method().equals("POST") && !call.method().equals("GET")) {
      throw new SlackFailure("invalid_request_method");
    }
    SlackArguments args = SlackArguments.of(call, method.takesJson());
    SlackApp app = authenticate(call, args);
    if (!method.scope().isEmpty() && !app.scopes().contains(method.scope())) {
      throw SlackFailure.missingScope(
          method.scope(), String.join(",", new TreeSet<>(app.scopes())));
    }
    ObjectNode answer = Json.object().put("ok", true);
    answer.setAll(method.work().apply(new MethodCall(app, args, call.receivedAt())));
    if (!args.warning().isEmpty()) {
      answer.put("warning", args.warning());
      ObjectNode metadata =
          answer.path("response_metadata").isObject()
              ? (ObjectNode) answer.get("response_metadata")
              : answer.putObject("response_metadata");
      metadata.putArray("warnings").add(args.warning());
    }
    return answer;
  }

  /** The token is a bearer header, or {@code token} in a form; in a JSON body it does not count. */
  private SlackApp authenticate(Call call, SlackArguments args) {
    String header = call.header("Authorization").orElse("");
    Matcher bearer = BEARER.matcher(header);
    String token = "";
    if (bearer.matches()) {
      token = bearer.group(1);
    } else if (call.method().equals("POST") && args.form()) {
      token = args.text("token");
    }
    if (token.isEmpty()) {
      throw new SlackFailure("not_authed");
    }
    return workspace.appByToken(token).orElseThrow(() -> new SlackFailure("invalid_auth"));
  }
}
