package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant wired like the demo's, with people and channels of its own.
 *
 * @param keys an API key for each role
 * @param botToken names its traffic towards Slack, so that a fault can be armed for it alone
 * @param slack id of its Slack channel, whose default address is {@code #emergency-<slug>}
 * @param mail id of its mail channel
 * @param schedule Ada is on call by it, Ben is next
 * @param urgent policy: on call at once by Slack and mail, the next after five minutes, the channel
 *     {@code #ops-<slug>} after ten more, all of it twice, then the fallback {@code #emergency}
 * @param quiet policy: {@code #ops-<slug>} at once
 * @param desk id of its ticket provider
 */
public record Tenant(
    Installation system,
    String slug,
    String id,
    Map<String, String> keys,
    List<Person> people,
    String botToken,
    String slack,
    String mail,
    String schedule,
    String urgent,
    String quiet,
    String desk,
    String integrationKey) {

  /** The API to the key of a role. */
  public Rest as(String role) {
    return system.nobody().as(Optional.ofNullable(keys.get(role)).orElseThrow());
  }

  public Rest owner() {
    return as("owner");
  }

  public Person person(String name) {
    return people.stream().filter(who -> who.name().equals(name)).findFirst().orElseThrow();
  }

  /** Where a receiver's messages arrive: a person by name, a Slack channel by {@code #name}. */
  public String address(String channel, String receiver) {
    return receiver.startsWith("#") ? receiver + "-" + slug : person(receiver).address(channel);
  }

  /** Sends an Alertmanager payload with the integration's key. */
  public Answer webhook(Object payload) {
    return system.nobody().as(integrationKey).post("/api/v1/webhooks/alertmanager", payload);
  }

  /** A policy; answers its id. */
  public String policy(String name, List<Map<String, ?>> steps, Map<String, ?> more) {
    var body = new HashMap<String, Object>(Map.of("name", name, "steps", steps));
    body.putAll(more);
    return owner().post("/api/v1/escalation-policies", body).ok().text("id");
  }

  /** A route in front of the usual ones; answers its id. */
  public String route(String name, String condition, String policy, Map<String, ?> more) {
    var body =
        new HashMap<String, Object>(
            Map.of("name", name, "position", 1, "condition", condition, "policyId", policy));
    body.putAll(more);
    return owner().post("/api/v1/routes", body).ok().text("id");
  }

  /** A step that pages a person. */
  public Map<String, ?> pages(String wait, String person, String... channels) {
    return Map.of(
        "wait",
        wait,
        "targets",
        List.of(Map.of("userId", person(person).id())),
        "channels",
        List.of(channels));
  }

  /** A step that pages a Slack channel of this tenant. */
  public Map<String, ?> tells(String wait, String channel) {
    return Map.of("wait", wait, "targets", List.of(Map.of("channel", inSlack(channel))));
  }

  /** A Slack channel of this tenant as a target or fallback. */
  public Map<String, String> inSlack(String channel) {
    return Map.of("channelId", slack, "address", channel + "-" + slug);
  }

  /** All alerts that carry a label. */
  public List<JsonNode> alertsWith(String label, String value) {
    var found = new java.util.ArrayList<JsonNode>();
    String query = "/api/v1/alerts?pageSize=500&label=" + World.encode(label + "=" + value);
    String token = "";
    do {
      Answer page =
          owner().get(query + (token.isEmpty() ? "" : "&pageToken=" + World.encode(token))).ok();
      page.json().path("alerts").forEach(found::add);
      token = page.text("nextPageToken");
    } while (!token.isEmpty());
    return found;
  }
}
