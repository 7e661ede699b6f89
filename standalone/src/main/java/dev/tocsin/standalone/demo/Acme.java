package dev.tocsin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.jira.Account;
import dev.tocsin.fakes.jira.FakeJira;
import dev.tocsin.standalone.rest.RestApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the demo tenant through the REST API: four people, two of them on call by turns, a policy
 * that climbs from the person on call over the next one to a channel, routes by severity, and a
 * ticket desk for what is critical.
 */
final class Acme {
  /** Where the demo's messages go. */
  record Fakes(
      String slackApi,
      String botToken,
      String signingSecret,
      String twilioApi,
      String discordUrl,
      int smtpPort,
      String ticketUrl,
      String ticketSecret,
      String jiraUrl,
      String jiraSecret) {}

  /** What was made: what a script needs to drive the demo. */
  record Made(
      String ownerEmail,
      String ownerPassword,
      Map<String, String> apiKeys,
      Map<String, String> webhookKeys,
      String slackCallbackPath) {}

  static final String TWILIO_SID = "AC0123456789abcdef0123456789abcdef";
  static final String TWILIO_TOKEN = "acme-demo-auth-token";
  static final String TWILIO_NUMBER = "+12065550100";

  /** Name of the tenant at sign-in. */
  static final String SLUG = "acme";

  /** An integration of each source. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "alertmanager", "Alertmanager",
          "grafana", "Grafana",
          "keep", "Keep",
          "signoz", "SigNoz",
          "generic", "Anything else");

  private static final String OWNER = "olive@acme.example";

  private final RestApi operator;
  private final Fakes fakes;

  Acme(RestApi operator, Fakes fakes) {
    this.operator = operator;
    this.fakes = fakes;
  }

  /** Makes it all; fails when a tenant "acme" exists. */
  Made make(String password) {
    RestApi owner = signIn(password);
    var keys = new LinkedHashMap<String, String>();
    for (String role : List.of("owner", "admin", "manager", "responder", "viewer")) {
      keys.put(
          role,
          owner
              .post("/api/v1/api-keys", Map.of("description", "demo " + role, "role", role))
              .get("key")
              .asText());
    }
    String ada = person(owner, "Ada Lovelace", "ada@acme.example", "U0ADA0001", "+436641000001");
    String ben = person(owner, "Ben Turing", "ben@acme.example", "U0BEN0001", "+436641000002");
    JsonNode slack =
        channel(
            owner,
            "Slack",
            "CHANNEL_KIND_SLACK",
            "#emergency",
            "slack",
            Map.of(
                "botToken",
                fakes.botToken(),
                "signingSecret",
                fakes.signingSecret(),
                "apiUrl",
                fakes.slackApi()));
    channel(
        owner,
        "Mail",
        "CHANNEL_KIND_EMAIL",
        "ops@acme.example",
        "email",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            fakes.smtpPort(),
            "security",
            "SMTP_SECURITY_NONE",
            "fromAddress",
            "tocsin@acme.example"));
    owner.post(
        "/api/v1/channels",
        Map.of(
            "name",
            "SMS",
            "kind",
            "sms",
            "sms",
            Map.of(
                "accountSid",
                TWILIO_SID,
                "authToken",
                TWILIO_TOKEN,
                "fromNumber",
                TWILIO_NUMBER,
                "apiUrl",
                fakes.twilioApi())));
    owner.post(
        "/api/v1/channels",
        Map.of("name", "Discord", "kind", "discord", "discord", Map.of("url", fakes.discordUrl())));
    String schedule = schedule(owner, ada, ben);
    String desk =
        id(
            owner.post(
                "/api/v1/ticket-providers",
                Map.of(
                    "name",
                    "Service desk",
                    "type",
                    "webhook",
                    "webhook",
                    Map.of("url", fakes.ticketUrl(), "secret", fakes.ticketSecret()))));
    jira(owner);
    String channelId = id(slack);
    String urgent = urgentPolicy(owner, schedule, channelId);
    String quiet =
        id(
            owner.post(
                "/api/v1/escalation-policies",
                Map.of(
                    "name",
                    "Tell the channel",
                    "steps",
                    List.of(
                        Map.of(
                            "wait",
                            "0s",
                            "targets",
                            List.of(
                                Map.of(
                                    "channel",
                                    Map.of("channelId", channelId, "address", "#ops"))))))));
    route(
        owner, "Critical", 10, "severity == 'critical'", urgent, Map.of("ticketProviderId", desk));
    route(owner, "Major", 20, "severity == 'major'", urgent, Map.of());
    route(
        owner,
        "Everything else",
        30,
        "",
        quiet,
        Map.of("groupBy", List.of("alertname"), "groupWait", "5s"));
    return new Made(OWNER, password, keys, webhookKeys(owner), slack.path("callbackPath").asText());
  }

  /** Keys by the names of their sources. */
  private static Map<String, String> webhookKeys(RestApi owner) {
    var keys = new TreeMap<String, String>();
    SOURCES.forEach(
        (source, name) ->
            keys.put(
                source,
                owner
                    .post("/api/v1/integrations", Map.of("name", name, "source", source))
                    .get("key")
                    .asText()));
    return keys;
  }

  /** A Jira project for tickets by hand: name it in a route, a step, or {@code …/ticket}. */
  private void jira(RestApi owner) {
    var settings =
        Map.of(
            "baseUrl",
            fakes.jiraUrl(),
            "email",
            Account.BOT.email(),
            "apiToken",
            FakeJira.API_TOKEN,
            "project",
            "OPS",
            "priorities",
            Map.of("critical", "Highest", "major", "High"),
            "labels",
            List.of("on-call"),
            "webhookSecret",
            fakes.jiraSecret());
    owner.post(
        "/api/v1/ticket-providers", Map.of("name", "Jira", "type", "jira", "jira", settings));
  }

  private RestApi signIn(String password) {
    String once =
        operator
            .post(
                "/api/v1/admin/tenants",
                Map.of(
                    "name", "Acme", "slug", SLUG, "ownerEmail", OWNER, "ownerName", "Olive Owner"))
            .get("oneTimePassword")
            .asText();
    RestApi owner = operator.as(session(once));
    owner.post("/api/v1/auth/password", Map.of("oldPassword", once, "newPassword", password));
    return operator.as(session(password));
  }

  private String session(String password) {
    return operator
        .as("")
        .post("/api/v1/auth/sign-in", Map.of("tenant", SLUG, "email", OWNER, "password", password))
        .get("accessToken")
        .asText();
  }

  private static String person(
      RestApi owner, String name, String email, String slackId, String phone) {
    String id =
        id(
            owner
                .post(
                    "/api/v1/users",
                    Map.of(
                        "name",
                        name,
                        "email",
                        email,
                        "role",
                        "responder",
                        "timeZone",
                        "Europe/Vienna"))
                .get("user"));
    owner.post(
        "/api/v1/users/" + id + "/contact-methods",
        Map.of("kind", "CONTACT_KIND_SLACK", "address", slackId, "label", "Slack"));
    owner.post(
        "/api/v1/users/" + id + "/contact-methods",
        Map.of("kind", "CONTACT_KIND_EMAIL", "address", email, "label", "work mail"));
    owner.post(
        "/api/v1/users/" + id + "/contact-methods",
        Map.of("kind", "CONTACT_KIND_PHONE", "address", phone, "label", "phone"));
    return id;
  }

  private static JsonNode channel(
      RestApi owner,
      String name,
      String kind,
      String address,
      String settings,
      Map<String, ?> values) {
    return owner.post(
        "/api/v1/channels",
        Map.of("name", name, "kind", kind, "defaultAddress", address, settings, values));
  }

  private static String schedule(RestApi owner, String first, String second) {
    var rotation =
        Map.of(
            "unit",
            "ROTATION_UNIT_WEEK",
            "length",
            1,
            "handoffTime",
            "09:00",
            "handoffDay",
            "WEEKDAY_MONDAY",
            "startDate",
            "2026-01-05");
    return id(
        owner.post(
            "/api/v1/schedules",
            Map.of(
                "name",
                "Primary",
                "timeZone",
                "Europe/Vienna",
                "layers",
                List.of(
                    Map.of(
                        "name",
                        "week by week",
                        "rotation",
                        rotation,
                        "participants",
                        List.of(first, second))))));
  }

  private static String urgentPolicy(RestApi owner, String schedule, String channel) {
    var onCall =
        Map.of(
            "wait",
            "0s",
            "targets",
            List.of(Map.of("schedule", Map.of("scheduleId", schedule))),
            "channels",
            List.of("slack", "email", "sms"));
    var next =
        Map.of(
            "wait",
            "300s",
            "targets",
            List.of(Map.of("schedule", Map.of("scheduleId", schedule, "next", true))));
    var everybody =
        Map.of(
            "wait",
            "600s",
            "targets",
            List.of(Map.of("channel", Map.of("channelId", channel, "address", "#ops"))));
    return id(
        owner.post(
            "/api/v1/escalation-policies",
            Map.of(
                "name",
                "Wake somebody",
                "default",
                true,
                "repeat",
                1,
                "steps",
                List.of(onCall, next, everybody),
                "fallback",
                Map.of("channelId", channel))));
  }

  private static void route(
      RestApi owner,
      String name,
      int position,
      String condition,
      String policy,
      Map<String, ?> more) {
    var route =
        new LinkedHashMap<String, Object>(
            Map.of("name", name, "position", position, "condition", condition, "policyId", policy));
    route.putAll(more);
    owner.post("/api/v1/routes", route);
  }

  private static String id(JsonNode resource) {
    return resource.get("id").asText();
  }
}
