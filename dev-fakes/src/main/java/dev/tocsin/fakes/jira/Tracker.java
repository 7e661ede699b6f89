package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import dev.tocsin.fakes.jira.Workflow.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Projects and issues; every change shows in the inbox and goes out as a webhook. */
final class Tracker {
  private final Inbox inbox;
  private final InstantSource clock;
  private final Supplier<String> base;
  private final Hooks hooks;
  private final int capacity;
  private final Map<String, Workflow> projects = new LinkedHashMap<>();
  private final Map<String, Issue> issues = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private int lastId = 10_000;

  Tracker(Inbox inbox, InstantSource clock, Supplier<String> base, Hooks hooks, int capacity) {
    this.inbox = inbox;
    this.clock = clock;
    this.base = base;
    this.hooks = hooks;
    this.capacity = capacity;
    projects.put("OPS", Workflow.simple());
    projects.put("FLOW", Workflow.strict());
    projects.put("AUDIT", Workflow.audited());
  }

  synchronized Optional<Workflow> project(String key) {
    return Optional.ofNullable(projects.get(key));
  }

  synchronized List<Issue> all() {
    return new ArrayList<>(issues.values()).reversed();
  }

  /** By key or id. */
  synchronized Optional<Issue> find(String name) {
    return issues.values().stream()
        .filter(issue -> issue.id().equals(name) || issue.key().equalsIgnoreCase(name))
        .findFirst();
  }

  synchronized Issue create(
      String project, ObjectNode fields, JsonNode properties, Account by, boolean cloud) {
    Instant now = clock.instant();
    int number = numbers.merge(project, 1, Integer::sum);
    Workflow flow = projects.getOrDefault(project, Workflow.simple());
    Issue issue =
        new Issue(
            Integer.toString(++lastId),
            project + "-" + number,
            project,
            flow.begins(),
            fields,
            properties,
            List.of(),
            by,
            now,
            0);
    Issue shown = issue.shownAs(inbox.add(draft(issue, now)).id());
    issues.put(shown.id(), shown);
    if (issues.size() > capacity) {
      issues.remove(issues.keySet().iterator().next());
    }
    hooks.issue("jira:issue_created", "issue_created", shown, by, Json.array(), cloud);
    return shown;
  }

  synchronized Issue move(Issue issue, Status to, JsonNode fields, Account by, boolean cloud) {
    Status from = issue.standing();
    Issue moved = keep(issue.at(to, fields));
    ArrayNode items = Json.array();
    items.add(item("status", from.id(), from.name(), to.id(), to.name()));
    hooks.issue("jira:issue_updated", "issue_generic", moved, by, items, cloud);
    return moved;
  }

  synchronized Issue.Comment comment(
      Issue issue, JsonNode body, JsonNode properties, Account by, boolean cloud) {
    Issue.Comment comment =
        new Issue.Comment(Integer.toString(++lastId), by, body, properties, clock.instant());
    Issue written = keep(issue.with(comment));
    hooks.comment(written, comment, by, cloud);
    return comment;
  }

  /** To another project, where it gets another key. */
  synchronized Issue rekey(Issue issue, String project, Account by, boolean cloud) {
    int number = numbers.merge(project, 1, Integer::sum);
    String key = project + "-" + number;
    Issue moved = keep(issue.named(key, project));
    ArrayNode items = Json.array();
    items.add(item("Key", "", issue.key(), "", key));
    hooks.issue("jira:issue_updated", "issue_moved", moved, by, items, cloud);
    return moved;
  }

  synchronized void delete(Issue issue, Account by, boolean cloud) {
    issues.remove(issue.id());
    inbox.change(issue.inboxId(), item -> item.removed());
    hooks.issue("jira:issue_deleted", "", issue, by, Json.array(), cloud);
  }

  private Issue keep(Issue issue) {
    issues.put(issue.id(), issue);
    InboxDraft draft = draft(issue, clock.instant());
    inbox.change(
        issue.inboxId(),
        item -> item.changed(draft.subject(), draft.text(), draft.payload(), draft.actions()));
    return issue;
  }

  private static ObjectNode item(
      String field, String from, String fromName, String to, String toName) {
    return Json.object()
        .put("field", field)
        .put("fieldtype", "jira")
        .put("fieldId", field)
        .put("from", from)
        .put("fromString", fromName)
        .put("to", to)
        .put("toString", toName);
  }

  private InboxDraft draft(Issue issue, Instant now) {
    StringBuilder text = new StringBuilder("[" + issue.status() + "] " + issue.description());
    issue
        .comments()
        .forEach(c -> text.append("\n\n").append(c.author().name()).append(": ").append(c.text()));
    ObjectNode payload = issue.json(base.get(), true);
    payload.put("status", issue.status()).put("url", base.get() + "/browse/" + issue.key());
    payload.set("comments", issue.commentsJson(true));
    return new InboxDraft(
        "jira",
        issue.project(),
        List.of(issue.key(), issue.id()),
        issue.reporter().name(),
        issue.key() + " " + issue.summary(),
        text.toString(),
        payload,
        now,
        actions(issue));
  }

  private List<InboxAction> actions(Issue issue) {
    List<InboxAction> actions = new ArrayList<>();
    Workflow flow = projects.getOrDefault(issue.project(), Workflow.simple());
    for (Workflow.Step step : flow.from(issue.standing())) {
      actions.add(
          new InboxAction(
              step.name(),
              "POST",
              base.get() + "/desk/move",
              Json.object().put("issue", issue.id()).put("status", step.to())));
    }
    actions.add(
        new InboxAction(
            "Comment",
            "POST",
            base.get() + "/desk/comment",
            Json.object().put("issue", issue.id()).put("text", "Looking into it")));
    actions.add(
        new InboxAction(
            "Delete", "POST", base.get() + "/desk/delete", Json.object().put("issue", issue.id())));
    return actions;
  }
}
