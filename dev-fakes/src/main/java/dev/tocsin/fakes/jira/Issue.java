package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.time.Instant;
import java.util.List;

/**
 * An issue as it stands.
 *
 * @param fields as they were sent
 * @param properties entity properties, {@code key} and {@code value}
 */
public record Issue(
    String id,
    String key,
    String project,
    Workflow.Status standing,
    ObjectNode fields,
    JsonNode properties,
    List<Comment> comments,
    Account reporter,
    Instant created,
    long inboxId) {
  public Issue {
    comments = List.copyOf(comments);
  }

  /**
   * What somebody wrote.
   *
   * @param body a document (version 3) or text (version 2), as it was sent
   */
  public record Comment(
      String id, Account author, JsonNode body, JsonNode properties, Instant created) {

    /** What a person reads. */
    public String text() {
      return Adf.plain(body);
    }
  }

  /** Name of its status. */
  public String status() {
    return standing.name();
  }

  /** Its summary. */
  public String summary() {
    return fields.path("summary").asText();
  }

  /** What a person reads in its description. */
  public String description() {
    return Adf.plain(fields.path("description"));
  }

  Issue at(Workflow.Status status, JsonNode more) {
    ObjectNode all = fields.deepCopy();
    more.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
    return new Issue(
        id, key, project, status, all, properties, comments, reporter, created, inboxId);
  }

  Issue named(String newKey, String newProject) {
    return new Issue(
        id, newKey, newProject, standing, fields, properties, comments, reporter, created, inboxId);
  }

  Issue shownAs(long item) {
    return new Issue(
        id, key, project, standing, fields, properties, comments, reporter, created, item);
  }

  Issue with(Comment comment) {
    var more = new java.util.ArrayList<>(comments);
    more.add(comment);
    return new Issue(
        id, key, project, standing, fields, properties, more, reporter, created, inboxId);
  }

  ObjectNode json(String base, boolean cloud) {
    ObjectNode node =
        Json.object()
            .put("id", id)
            .put("key", key)
            .put("self", base + "/rest/api/" + (cloud ? 3 : 2) + "/issue/" + id);
    ObjectNode shown = fields.deepCopy();
    shown.set("status", standing.json());
    shown.set("reporter", reporter.json(cloud));
    shown.putObject("project").put("key", project);
    shown.put("created", created.toString());
    node.set("fields", shown);
    return node;
  }

  ArrayNode commentsJson(boolean cloud) {
    ArrayNode all = Json.array();
    comments.reversed().forEach(comment -> all.add(json(comment, cloud)));
    return all;
  }

  ObjectNode json(Comment comment, boolean cloud) {
    ObjectNode node = Json.object().put("id", comment.id());
    node.set("author", comment.author().json(cloud));
    node.set("body", comment.body());
    node.set("properties", comment.properties());
    return node.put("created", comment.created().toString());
  }
}
