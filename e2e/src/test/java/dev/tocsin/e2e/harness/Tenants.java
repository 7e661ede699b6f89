package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes tenants as an operator and an owner would, over the REST API. */
public final class Tenants {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("e2e-ticket-secret-of-the-desk".getBytes());

  private final Installation system;
  private final World world;
  private final String slug;
  private final String number;

  private Tenants(Installation system, String name) {
    this.system = system;
    this.world = system.world();
    this.number = Integer.toString(COUNT.incrementAndGet());
    this.slug = name + "-" + number;
  }

  /** A tenant whose slug begins with {@code name}. */
  public static Tenant make(Installation system, String name) {
    return new Tenants(system, name).make();
  }

  private Tenant make() {
    Answer made =
        system
            .operator()
            .post(
                "/api/v1/admin/tenants",
                Map.of("name", slug, "slug", slug, "ownerEmail", email("olive")))
            .ok();
    Rest owner = signIn(made.text("oneTimePassword"));
    var keys = new LinkedHashMap<String, String>();
    for (String role : List.of("owner", "admin", "manager", "responder", "viewer")) {
      var body = Map.of("description", "e2e " + role, "role", role);
      keys.put(role, owner.post("/api/v1/api-keys", body).ok().text("key"));
    }
    owner = system.nobody().as(keys.get("owner"));
    Person ada = person(owner, "Ada");
    Person ben = person(owner, "Ben");
    world.http().post("/slack/channels", channelNamed("ops")).ok();
    world.http().post("/slack/channels", channelNamed("emergency")).ok();
    String slack = slack(owner);
    String mail = mail(owner);
    String schedule = schedule(owner, ada, ben);
    String desk = desk(owner);
    String urgent = policy(owner, urgent(schedule, slack));
    String quiet =
        policy(
            owner,
            Map.of(
                "name", "Tell the channel", "steps", List.of(tell(slack, "#ops-" + slug, "0s"))));
    route(
        owner, "Critical", 10, "severity == 'critical'", urgent, Map.of("ticketProviderId", desk));
    route(owner, "Major", 20, "severity == 'major'", urgent, Map.of());
    var grouped = Map.of("groupBy", List.of("alertname"), "groupWait", "5s");
    route(owner, "Everything else", 30, "", quiet, grouped);
    String integration =
        owner
            .post("/api/v1/integrations", Map.of("name", "Alertmanager", "source", "alertmanager"))
            .ok()
            .text("key");
    return new Tenant(
        system,
        slug,
        made.json().path("tenant").path("id").asText(),
        Map.copyOf(keys),
        List.of(ada, ben),
        token(),
        slack,
        mail,
        schedule,
        urgent,
        quiet,
        desk,
        integration);
  }

  private Rest signIn(String password) {
    var credentials = Map.of("tenant", slug, "email", email("olive"), "password", password);
    return system
        .nobody()
        .bearing(
            system.nobody().post("/api/v1/auth/sign-in", credentials).ok().text("accessToken"));
  }

  private Person person(Rest owner, String name) {
    String slackId =
        "U0%s%04d".formatted(name.toUpperCase(java.util.Locale.ROOT), Integer.parseInt(number));
    String handle = name.toLowerCase(java.util.Locale.ROOT) + number;
    String email = email(name.toLowerCase(java.util.Locale.ROOT));
    var member = Map.of("id", slackId, "name", handle, "real_name", name, "email", email);
    world.http().post("/slack/users", member).ok();
    var user = Map.of("name", name, "email", email, "role", "responder");
    String id = owner.post("/api/v1/users", user).ok().json().path("user").path("id").asText();
    String contacts = "/api/v1/users/" + id + "/contact-methods";
    owner.post(contacts, Map.of("kind", "CONTACT_KIND_SLACK", "address", slackId)).ok();
    owner.post(contacts, Map.of("kind", "CONTACT_KIND_EMAIL", "address", email)).ok();
    String phone = "+43664%d%06d".formatted(name.equals("Ada") ? 1 : 2, Integer.parseInt(number));
    return new Person(name, id, slackId, email, phone);
  }

  private Map<String, String> channelNamed(String name) {
    String prefix = name.toUpperCase(java.util.Locale.ROOT);
    return Map.of("id", "C0" + prefix + number, "name", name + "-" + slug);
  }

  private String slack(Rest owner) {
    String signingSecret = "signing-secret-of-" + slug;
    var settings =
        Map.of(
            "botToken",
            token(),
            "signingSecret",
            signingSecret,
            "apiUrl",
            world.url() + "/slack/api");
    JsonNode channel =
        channel(owner, "Slack", "CHANNEL_KIND_SLACK", "#emergency-" + slug, "slack", settings);
    String callback = system.nobody().address().apply(channel.path("callbackPath").asText());
    var app =
        Map.of(
            "name",
            "Tocsin of " + slug,
            "bot_token",
            token(),
            "signing_secret",
            signingSecret,
            "request_url",
            callback,
            "command_url",
            callback.replace("/interactions/", "/commands/"),
            "events_url",
            callback.replace("/interactions/", "/events/"));
    world.http().post("/slack/app", app).ok();
    return channel.path("id").asText();
  }

  private String mail(Rest owner) {
    var settings =
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            world.smtpPort(),
            "security",
            "SMTP_SECURITY_NONE",
            "fromAddress",
            "tocsin@" + slug + ".example");
    String address = email("ops");
    return channel(owner, "Mail", "CHANNEL_KIND_EMAIL", address, "email", settings)
        .path("id")
        .asText();
  }

  private static JsonNode channel(
      Rest owner, String name, String kind, String address, String field, Object settings) {
    var body = Map.of("name", name, "kind", kind, "defaultAddress", address, field, settings);
    return owner.post("/api/v1/channels", body).ok().json();
  }

  /** A turn of a year that began last week: whoever runs this meets Ada on call. */
  private static String schedule(Rest owner, Person first, Person second) {
    LocalDate monday =
        LocalDate.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.previous(DayOfWeek.MONDAY))
            .minusWeeks(1);
    var rotation =
        Map.of(
            "unit", "ROTATION_UNIT_WEEK",
            "length", 52,
            "handoffTime", "09:00",
            "handoffDay", "WEEKDAY_MONDAY",
            "startDate", monday.toString());
    var layer =
        Map.of(
            "name",
            "yearly",
            "rotation",
            rotation,
            "participants",
            List.of(first.id(), second.id()));
    var body = Map.of("name", "Primary", "timeZone", "Europe/Vienna", "layers", List.of(layer));
    return owner.post("/api/v1/schedules", body).ok().text("id");
  }

  private String desk(Rest owner) {
    world
        .http()
        .send(
            "PUT",
            "/tickets/" + slug,
            java.net.http.HttpRequest.BodyPublishers.ofString(Rest.json(Map.of("secret", SECRET))))
        .ok();
    var webhook = Map.of("url", world.url() + "/tickets/" + slug, "secret", SECRET);
    var body = Map.of("name", "Service desk", "type", "webhook", "webhook", webhook);
    return owner.post("/api/v1/ticket-providers", body).ok().text("id");
  }

  private Map<String, Object> urgent(String schedule, String slack) {
    var onCall = Map.of("schedule", Map.of("scheduleId", schedule));
    var next = Map.of("schedule", Map.of("scheduleId", schedule, "next", true));
    return Map.of(
        "name",
        "Wake somebody",
        "default",
        true,
        "repeat",
        1,
        "steps",
        List.of(
            Map.of("wait", "0s", "targets", List.of(onCall), "channels", List.of("slack", "email")),
            Map.of("wait", "300s", "targets", List.of(next)),
            tell(slack, "#ops-" + slug, "600s")),
        "fallback",
        Map.of("channelId", slack));
  }

  private static Map<String, ?> tell(String slack, String address, String wait) {
    var channel = Map.of("channel", Map.of("channelId", slack, "address", address));
    return Map.of("wait", wait, "targets", List.of(channel));
  }

  private static String policy(Rest owner, Map<String, ?> body) {
    return owner.post("/api/v1/escalation-policies", body).ok().text("id");
  }

  private static void route(
      Rest owner, String name, int position, String condition, String policy, Map<String, ?> more) {
    var body = new LinkedHashMap<String, Object>(more);
    body.put("name", name);
    body.put("position", position);
    body.put("condition", condition);
    body.put("policyId", policy);
    owner.post("/api/v1/routes", body).ok();
  }

  private String token() {
    return "xoxb-" + slug;
  }

  private String email(String who) {
    return who + "@" + slug + ".example";
  }
}
