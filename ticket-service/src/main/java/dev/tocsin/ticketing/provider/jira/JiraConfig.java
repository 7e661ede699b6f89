package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a Jira project; see {@code JiraSettings} of the contract for what each means.
 *
 * @param baseUrl without a slash at its end
 */
record JiraConfig(
    String baseUrl,
    boolean cloud,
    String email,
    String token,
    String project,
    String issueType,
    JsonNode priorities,
    List<String> labels,
    JsonNode fields,
    StatusTarget acknowledge,
    StatusTarget reopen,
    StatusTarget resolve,
    JsonNode transitionFields,
    boolean comments,
    String webhookSecret,
    List<StatusTarget> acknowledgeOn,
    List<StatusTarget> resolveOn,
    boolean readsComments) {

  static JiraConfig of(ProviderSettings settings) {
    String type = settings.text("issue_type");
    return new JiraConfig(
        settings.text("base_url").replaceAll("/+$", ""),
        !settings.text("deployment").equals("JIRA_DEPLOYMENT_DATA_CENTER"),
        settings.text("email"),
        settings.text("api_token"),
        settings.text("project"),
        type.isEmpty() ? "Task" : type,
        settings.node("priorities"),
        texts(settings.node("labels")),
        settings.node("fields"),
        StatusTarget.of(settings.text("acknowledge_status"), StatusTarget.IN_PROGRESS),
        StatusTarget.of(settings.text("reopen_status"), StatusTarget.TO_DO),
        StatusTarget.of(settings.text("resolve_status"), StatusTarget.DONE),
        settings.node("transition_fields"),
        !settings.node("without_comments").asBoolean(),
        settings.text("webhook_secret"),
        targets(settings.node("acknowledge_on"), StatusTarget.IN_PROGRESS),
        targets(settings.node("resolve_on"), StatusTarget.DONE),
        !settings.node("ignore_comments").asBoolean());
  }

  /** An address of the API: version 3 in the cloud, 2 on Data Center. */
  URI api(String path) {
    return URI.create(baseUrl + "/rest/api/" + (cloud ? "3" : "2") + path);
  }

  /** Where people look at an issue. */
  String browse(String key) {
    return baseUrl + "/browse/" + key;
  }

  /** Never the secrets. */
  @Override
  public String toString() {
    return "JiraConfig[" + baseUrl + ", " + project + "]";
  }

  private static List<StatusTarget> targets(JsonNode names, String usual) {
    List<String> given = texts(names);
    return (given.isEmpty() ? List.of(usual) : given)
        .stream().map(name -> StatusTarget.of(name, usual)).toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
