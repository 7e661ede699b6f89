package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.ticketing.provider.Finding;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tries a configuration without changing anything: who we are, the project, its issue type, the
 * fields it asks for, the statuses it has.
 */
@Singleton
class JiraCheck {
  /** On each issue without our saying so. */
  private static final Set<String> FILLED =
      Set.of("summary", "description", "project", "issuetype", "labels", "reporter");

  private final JiraApi api;

  JiraCheck(JiraApi api) {
    this.api = api;
  }

  Uni<List<Finding>> run(JiraConfig config, Set<String> mapped) {
    List<Finding> findings = new ArrayList<>();
    String project = JiraApi.part(config.project());
    return JiraApi.then(
            noted(
                api.get(config, "/myself", "signing in"),
                "credentials",
                findings,
                me -> "signed in as " + me.path("displayName").asText(JiraNews.accountId(me))),
            me ->
                noted(
                    api.get(config, "/project/" + project, "reading project " + config.project()),
                    "project",
                    findings,
                    found -> "project " + found.path("name").asText(config.project())))
        .chain(reply -> go(reply, () -> issueType(config, mapped, findings)))
        .chain(reply -> go(reply, () -> statuses(config, findings)))
        .map(reply -> List.copyOf(findings));
  }

  private Uni<Reply> issueType(JiraConfig config, Set<String> mapped, List<Finding> findings) {
    String path = "/issue/createmeta/" + JiraApi.part(config.project()) + "/issuetypes";
    return JiraApi.then(
        noted(
            api.get(config, path + "?maxResults=200", "reading the issue types"),
            "issue_type",
            findings,
            null),
        answer -> {
          List<String> names = new ArrayList<>();
          for (JsonNode type : listed(answer, "issueTypes")) {
            if (type.path("name").asText().equalsIgnoreCase(config.issueType())
                || type.path("id").asText().equals(config.issueType())) {
              findings.add(
                  new Finding("issue_type", true, "issue type " + type.path("name").asText()));
              return fields(config, path + "/" + type.path("id").asText(), mapped, findings);
            }
            names.add(type.path("name").asText());
          }
          findings.add(
              new Finding(
                  "issue_type",
                  false,
                  "project %s has no issue type '%s' that this account may create; it has %s"
                      .formatted(config.project(), config.issueType(), String.join(", ", names))));
          return Uni.createFrom().item(new Reply.Good(answer));
        });
  }

  private Uni<Reply> fields(
      JiraConfig config, String path, Set<String> mapped, List<Finding> findings) {
    return JiraApi.then(
        noted(
            api.get(config, path + "?maxResults=200", "reading the fields of the issue type"),
            "fields",
            findings,
            null),
        answer -> {
          List<String> open = new ArrayList<>();
          Set<String> known = new java.util.HashSet<>();
          for (JsonNode field : listed(answer, "fields")) {
            String id = field.path("fieldId").asText(field.path("key").asText());
            known.add(id);
            if (field.path("required").asBoolean()
                && !field.path("hasDefaultValue").asBoolean()
                && !FILLED.contains(id)
                && !mapped.contains(id)
                && !config.fields().has(id)
                && !(id.equals("priority") && config.priorities().size() > 0)) {
              open.add("'%s' (%s)".formatted(field.path("name").asText(id), id));
            }
          }
          findings.add(finding(config, mapped, open, known));
          return Uni.createFrom().item(new Reply.Good(answer));
        });
  }

  private static Finding finding(
      JiraConfig config, Set<String> mapped, List<String> open, Set<String> known) {
    if (!open.isEmpty()) {
      return new Finding(
          "fields",
          false,
          "the issue type asks for %s: set it in jira.fields or map it"
              .formatted(String.join(", ", open)));
    }
    List<String> off = new ArrayList<>();
    mapped.stream().filter(id -> !known.contains(id)).forEach(off::add);
    config
        .fields()
        .fieldNames()
        .forEachRemaining(
            id -> {
              if (!known.contains(id)) {
                off.add(id);
              }
            });
    if (!known.contains("labels")) {
      off.add("labels");
    }
    return off.isEmpty()
        ? new Finding("fields", true, "every required field is filled")
        : new Finding(
            "fields",
            false,
            "not on the screen for creating issues: %s; Jira refuses fields that are not"
                .formatted(String.join(", ", off)));
  }

  private Uni<Reply> statuses(JiraConfig config, List<Finding> findings) {
    return JiraApi.then(
        noted(
            api.get(
                config,
                "/project/" + JiraApi.part(config.project()) + "/statuses",
                "reading the statuses"),
            "transitions",
            findings,
            null),
        answer -> {
          List<JsonNode> statuses = new ArrayList<>();
          for (JsonNode type : answer) {
            if (type.path("name").asText().equalsIgnoreCase(config.issueType())
                || type.path("id").asText().equals(config.issueType())) {
              type.path("statuses").forEach(statuses::add);
            }
          }
          findings.add(target(config.acknowledge(), "acknowledge_status", statuses));
          findings.add(target(config.reopen(), "reopen_status", statuses));
          findings.add(target(config.resolve(), "resolve_status", statuses));
          return Uni.createFrom().item(new Reply.Good(answer));
        });
  }

  private static Finding target(StatusTarget target, String setting, List<JsonNode> statuses) {
    if (target instanceof StatusTarget.None || statuses.stream().anyMatch(target::matches)) {
      return new Finding("transitions", true, setting + ": " + target.words());
    }
    List<String> names = statuses.stream().map(s -> s.path("name").asText()).distinct().toList();
    return new Finding(
        "transitions",
        false,
        "%s: the workflow has not %s; it has %s"
            .formatted(setting, target.words(), String.join(", ", names)));
  }

  /** The cloud names the list after its elements, Data Center {@code values}. */
  private static JsonNode listed(JsonNode answer, String name) {
    return answer.has(name) ? answer.path(name) : answer.path("values");
  }

  private static Uni<Reply> go(Reply before, java.util.function.Supplier<Uni<Reply>> next) {
    return before instanceof Reply.Good ? next.get() : Uni.createFrom().item(before);
  }

  private static Uni<Reply> noted(
      Uni<Reply> reply,
      String check,
      List<Finding> findings,
      java.util.function.@org.jspecify.annotations.Nullable Function<JsonNode, String> words) {
    return reply.invoke(
        said -> {
          if (said instanceof Reply.Bad bad) {
            boolean unreached = check.equals("credentials") && bad.status() == 0;
            findings.add(new Finding(unreached ? "address" : check, false, bad.words()));
          } else if (said instanceof Reply.Good good && words != null) {
            findings.add(new Finding(check, true, words.apply(good.body())));
          }
        });
  }
}
