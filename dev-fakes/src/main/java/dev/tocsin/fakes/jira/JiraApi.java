package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client of the REST API sees. */
final class JiraApi {
  private static final Pattern LABEL = Pattern.compile("labels\\s*=\\s*\"?([^\"\\s]+)\"?.*");

  private final Tracker tracker;
  private final String apiToken;
  private final String accessToken;

  /**
   * @param apiToken with {@link Account#BOT}'s address, for version 3
   * @param accessToken alone, for version 2
   */
  JiraApi(Tracker tracker, String apiToken, String accessToken) {
    this.tracker = tracker;
    this.apiToken = apiToken;
    this.accessToken = accessToken;
  }

  /**
   * What is done, for faults: {@code myself, project, createmeta, issue, transitions, comment,
   * search}.
   */
  static String operation(String rest) {
    if (rest.startsWith("/issue/createmeta")) {
      return "createmeta";
    }
    if (rest.startsWith("/issue/")) {
      String[] parts = rest.split("/", -1);
      return parts.length > 3 ? parts[3] : "issue";
    }
    String[] parts = rest.split("/", -1);
    return parts.length > 1 ? parts[1] : "";
  }

  /**
   * @param rest the path after {@code /rest/api/n}
   */
  Answer serve(Call call, String base, boolean cloud, String rest) {
    if (!isKnown(call.header("authorization").orElse(""), cloud)) {
      return error(401, "Client must be authenticated to access this resource.");
    }
    boolean post = call.method().equals("POST");
    if (!post && !call.method().equals("GET")) {
      return error(405, "Method Not Allowed");
    }
    if (post && !call.header("content-type").orElse("").startsWith("application/json")) {
      return error(415, "Unsupported Media Type");
    }
    Optional<JsonNode> body = call.json();
    if (post && (body.isEmpty() || !call.bodyIsUtf8())) {
      return error(400, "There was an error parsing JSON. Check that your request body is valid.");
    }
    JsonNode sent = body.orElseGet(Json::object);
    String[] parts = rest.split("/", -1);
    return switch (operation(rest)) {
      case "myself" -> Answer.json(Account.BOT.json(cloud));
      case "project" -> project(parts, cloud);
      case "createmeta" -> createMeta(parts, cloud);
      case "search" -> search(sent, base, cloud, rest);
      case "issue" -> parts.length == 2 ? create(sent, base, cloud) : read(parts[2], base, cloud);
      case "transitions" -> post ? transition(parts[2], sent, cloud) : transitions(parts[2], call);
      case "comment" -> post ? comment(parts[2], sent, cloud) : comments(parts[2], cloud);
      default -> error(404, "null for uri: " + rest);
    };
  }

  private boolean isKnown(String authorization, boolean cloud) {
    if (!cloud) {
      return authorization.equals("Bearer " + accessToken);
    }
    String pair = Account.BOT.email() + ":" + apiToken;
    return authorization.equals(
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private Answer project(String[] parts, boolean cloud) {
    Optional<Workflow> flow = tracker.project(parts[2]);
    if (flow.isEmpty()) {
      return error(404, "No project could be found with key '" + parts[2] + "'.");
    }
    if (parts.length > 3 && parts[3].equals("statuses")) {
      ArrayNode types = Json.array();
      ObjectNode type = types.addObject().put("id", "10002").put("name", "Task");
      ArrayNode statuses = type.putArray("statuses");
      flow.get().statuses().forEach(status -> statuses.add(status.json()));
      return Answer.json(types);
    }
    return Answer.json(
        Json.object().put("id", "10000").put("key", parts[2]).put("name", parts[2] + " project"));
  }

  private Answer createMeta(String[] parts, boolean cloud) {
    if (tracker.project(parts[3]).isEmpty()) {
      return error(404, "No project could be found with key '" + parts[3] + "'.");
    }
    ObjectNode answer = Json.object().put("startAt", 0).put("maxResults", 50);
    if (parts.length == 5) {
      ArrayNode types = answer.putArray(cloud ? "issueTypes" : "values");
      types.addObject().put("id", "10002").put("name", "Task").put("subtask", false);
      return Answer.json(answer.put("total", 1));
    }
    ArrayNode fields = answer.putArray(cloud ? "fields" : "values");
    for (Screen.Field field : Screen.FIELDS) {
      fields
          .addObject()
          .put("fieldId", field.id())
          .put("key", field.id())
          .put("name", field.name())
          .put("required", field.required())
          .put("hasDefaultValue", false);
    }
    return Answer.json(answer.put("total", Screen.FIELDS.size()));
  }

  private Answer search(JsonNode sent, String base, boolean cloud, String rest) {
    if (cloud != rest.equals("/search/jql")) {
      return error(
          410,
          "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.");
    }
    Matcher label = LABEL.matcher(sent.path("jql").asText());
    if (!label.matches()) {
      return error(400, "Error in the JQL Query: only labels = \"…\" is understood here");
    }
    ObjectNode answer = Json.object();
    ArrayNode found = answer.putArray("issues");
    for (Issue issue : tracker.all().reversed()) {
      for (JsonNode one : issue.fields().path("labels")) {
        if (one.asText().equals(label.group(1))) {
          found.add(issue.json(base, cloud));
        }
      }
    }
    return Answer.json(cloud ? answer.put("isLast", true) : answer.put("total", found.size()));
  }

  private Answer create(JsonNode sent, String base, boolean cloud) {
    ObjectNode errors = Screen.errors(sent, cloud);
    String project = sent.path("fields").path("project").path("key").asText();
    if (tracker.project(project).isEmpty()) {
      errors.put("project", "valid project is required");
    }
    if (!errors.isEmpty()) {
      return errors(400, errors);
    }
    Issue issue =
        tracker.create(
            project, (ObjectNode) sent.path("fields"), sent.path("properties"), Account.BOT, cloud);
    return Answer.json(
        201,
        Json.object()
            .put("id", issue.id())
            .put("key", issue.key())
            .put("self", base + "/rest/api/" + (cloud ? 3 : 2) + "/issue/" + issue.id()));
  }

  private Answer read(String name, String base, boolean cloud) {
    return tracker
        .find(name)
        .map(issue -> Answer.json(issue.json(base, cloud)))
        .orElseGet(JiraApi::noIssue);
  }

  private Answer transitions(String name, Call call) {
    Optional<Issue> issue = tracker.find(name);
    if (issue.isEmpty()) {
      return noIssue();
    }
    boolean expand = "transitions.fields".equals(call.query("expand"));
    Workflow flow = flow(issue.get());
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray("transitions");
    for (Workflow.Step step : flow.from(issue.get().standing())) {
      ObjectNode node =
          all.addObject()
              .put("id", step.id())
              .put("name", step.name())
              .put("hasScreen", !step.asksFor().isEmpty())
              .put("isAvailable", true);
      flow.status(step.to()).ifPresent(to -> node.set("to", to.json()));
      if (expand) {
        ObjectNode fields = node.putObject("fields");
        step.asksFor().forEach(field -> fields.set(field.id(), field.json()));
      }
    }
    return Answer.json(answer);
  }

  private Answer transition(String name, JsonNode sent, boolean cloud) {
    Optional<Issue> issue = tracker.find(name);
    if (issue.isEmpty()) {
      return noIssue();
    }
    Workflow flow = flow(issue.get());
    String id = sent.path("transition").path("id").asText();
    Optional<Workflow.Step> step =
        flow.from(issue.get().standing()).stream().filter(s -> s.id().equals(id)).findFirst();
    if (step.isEmpty()) {
      return error(400, "Transition id '" + id + "' is not valid for this issue.");
    }
    ObjectNode errors = Json.object();
    for (Workflow.Field field : step.get().asksFor()) {
      JsonNode value = sent.path("fields").path(field.id());
      String named = value.path("name").asText();
      if (value.isMissingNode() || !field.values().isEmpty() && !field.values().contains(named)) {
        errors.put(field.id(), field.name() + " is required.");
      }
    }
    for (var field : sent.path("fields").properties()) {
      if (step.get().asksFor().stream().noneMatch(f -> f.id().equals(field.getKey()))) {
        errors.put(field.getKey(), Screen.notOnScreen(field.getKey()));
      }
    }
    if (!errors.isEmpty()) {
      return errors(400, errors);
    }
    Workflow.Status to = flow.status(step.get().to()).orElse(flow.begins());
    tracker.move(issue.get(), to, sent.path("fields"), Account.BOT, cloud);
    return new Answer(204, java.util.Map.of(), io.vertx.core.buffer.Buffer.buffer());
  }

  private Answer comments(String name, boolean cloud) {
    return tracker
        .find(name)
        .map(issue -> Json.object().<ObjectNode>set("comments", issue.commentsJson(cloud)))
        .map(Answer::json)
        .orElseGet(JiraApi::noIssue);
  }

  private Answer comment(String name, JsonNode sent, boolean cloud) {
    Optional<Issue> issue = tracker.find(name);
    if (issue.isEmpty()) {
      return noIssue();
    }
    Optional<String> wrong = Screen.textError(sent.path("body"), cloud);
    if (wrong.isPresent()) {
      return errors(400, Json.object().put("comment", wrong.get()));
    }
    Issue.Comment comment =
        tracker.comment(
            issue.get(), sent.path("body"), sent.path("properties"), Account.BOT, cloud);
    return Answer.json(201, issue.get().json(comment, cloud));
  }

  private Workflow flow(Issue issue) {
    return tracker.project(issue.project()).orElseGet(Workflow::simple);
  }

  private static Answer noIssue() {
    return error(404, "Issue does not exist or you do not have permission to see it.");
  }

  private static Answer error(int status, String message) {
    ObjectNode body = Json.object();
    body.putArray("errorMessages").add(message);
    body.putObject("errors");
    return Answer.json(status, body);
  }

  private static Answer errors(int status, ObjectNode errors) {
    ObjectNode body = Json.object();
    body.putArray("errorMessages");
    body.set("errors", errors);
    return Answer.json(status, body);
  }
}
