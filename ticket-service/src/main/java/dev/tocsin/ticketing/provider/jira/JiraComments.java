package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.ticketing.provider.TicketCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Writes comments, each once: a property bears the call's id, and a repeated call looks through the
 * newest comments for it before it writes.
 */
@Singleton
class JiraComments {
  private static final String PROPERTY = "tocsin";

  private final JiraApi api;

  JiraComments(JiraApi api) {
    this.api = api;
  }

  /** Answers with the comment ({@code id}). */
  Uni<Reply> write(JiraConfig config, TicketCall call, JsonNode context, String mark) {
    return call.repeated()
        ? JiraApi.then(
            newest(config, call.name()),
            found -> {
              for (JsonNode comment : found.path("comments")) {
                if (isOf(comment, key(call))) {
                  return Uni.createFrom().item(new Reply.Good(comment));
                }
              }
              return post(config, call, context, mark);
            })
        : post(config, call, context, mark);
  }

  private Uni<Reply> newest(JiraConfig config, String issue) {
    return api.get(
        config,
        "/issue/"
            + JiraApi.part(issue)
            + "/comment?orderBy=-created&maxResults=50&expand=properties",
        "reading the comments of issue " + issue);
  }

  private Uni<Reply> post(JiraConfig config, TicketCall call, JsonNode context, String mark) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("body", Texts.form(config, Texts.comment(call, context, mark)));
    ObjectNode property = body.putArray("properties").addObject().put("key", PROPERTY);
    property.putObject("value").put("call", key(call));
    return api.post(
        config,
        "/issue/" + JiraApi.part(call.name()) + "/comment",
        body,
        "writing a comment on issue " + call.externalId());
  }

  /** A wish is told once, however often it is tried; a ticket is closed once. */
  private static String key(TicketCall call) {
    String operation = call.ticketId() + "." + call.operation().word();
    return switch (call.operation()) {
      case COMMENT -> call.callId();
      case ACKNOWLEDGE, REOPEN -> operation + "." + call.askedAt().toEpochMilli();
      case CREATE, CLOSE -> operation;
    };
  }

  private static boolean isOf(JsonNode comment, String callId) {
    for (JsonNode property : comment.path("properties")) {
      if (property.path("key").asText().equals(PROPERTY)
          && property.path("value").path("call").asText().equals(callId)) {
        return true;
      }
    }
    return false;
  }
}
