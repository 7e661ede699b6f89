package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Contract;
import dev.tocsin.e2e.harness.Grpc;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Person;
import dev.tocsin.e2e.harness.Requests;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import dev.tocsin.proto.platform.v1.Authorization.RuleCase;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** FAULTS 30: another tenant's ids, on every RPC of the contract, reach nothing of it. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault30OtherTenantsRows {
  /** Lists of everything that a tenant owns. */
  private static final List<String> LISTS =
      List.of(
          "users",
          "teams",
          "schedules",
          "calendar-feeds",
          "calendar-links",
          "routes",
          "escalation-policies",
          "integrations",
          "channels",
          "templates",
          "alerts",
          "silences",
          "deliveries",
          "notifications",
          "tickets",
          "ticket-providers",
          "swaps",
          "time-off",
          "handoffs/drills",
          "api-keys");

  private OneProcess tocsin;
  private Tenant victim;
  private Tenant intruder;
  private Requests aboutVictim;
  private Grpc grpc;

  @BeforeAll
  void makeTenants(OneProcess shared) {
    tocsin = shared;
    grpc = new Grpc(shared);
    victim = Tenants.make(shared, "victim");
    intruder = Tenants.make(shared, "intruder");
    aboutVictim = new Requests(idsOf(victim));
  }

  @AfterAll
  void close() {
    grpc.close();
  }

  @Test
  void areFoundByTheirOwnerThroughTheVeryRequests() {
    var failed = new ArrayList<Executable>();
    for (MethodDescriptor method : publicMethods()) {
      if (method.getName().matches("(Get|List|Explain).*")) {
        var outcome = grpc.call(method, aboutVictim.of(method), key(victim, "owner"));
        failed.add(
            () ->
                assertEquals(Status.Code.OK, outcome.code(), () -> method.getFullName() + outcome));
      }
    }
    assertAll(failed);
  }

  @Test
  void areNeitherReadNorChangedByAnotherTenantsOwner() {
    List<String> before = everythingOf(victim);
    var checks = new ArrayList<Executable>();
    for (MethodDescriptor method : publicMethods()) {
      var outcome = grpc.call(method, aboutVictim.of(method), key(intruder, "owner"));
      checks.add(() -> tellsNothing(method, outcome));
    }
    checks.add(() -> asBefore(before));
    assertAll(checks);
  }

  @Test
  void areNeitherReadNorChangedByAServiceThatActsForAnotherTenant() {
    List<String> before = everythingOf(victim);
    var headers = Grpc.service("alerting", tocsin.secret("tocsin.service-secret"), intruder.id());
    var checks = new ArrayList<Executable>();
    for (MethodDescriptor method : methods(rule -> rule == RuleCase.SERVICE_ONLY)) {
      var outcome = grpc.call(method, aboutVictim.of(method), headers);
      checks.add(() -> tellsNothing(method, outcome));
    }
    checks.add(() -> asBefore(before));
    assertAll(checks);
  }

  @Test
  void areOutOfReachOverRestAsWell() {
    List<String> before = everythingOf(victim);
    var ids = idsOf(victim);
    var checks = new ArrayList<Executable>();
    Map<String, String> paths =
        Map.ofEntries(
            Map.entry("/api/v1/users/", "user"),
            Map.entry("/api/v1/teams/", "team"),
            Map.entry("/api/v1/schedules/", "schedule"),
            Map.entry("/api/v1/rosters/", "schedule"),
            Map.entry("/api/v1/calendar-feeds/", "calendar_feed"),
            Map.entry("/api/v1/alerts/", "alert"),
            Map.entry("/api/v1/silences/", "silence"),
            Map.entry("/api/v1/routes/", "route"),
            Map.entry("/api/v1/escalation-policies/", "escalation_policy"),
            Map.entry("/api/v1/integrations/", "integration"),
            Map.entry("/api/v1/channels/", "channel"),
            Map.entry("/api/v1/templates/", "template"),
            Map.entry("/api/v1/deliveries/", "delivery"),
            Map.entry("/api/v1/notifications/", "notification"),
            Map.entry("/api/v1/tickets/", "ticket"),
            Map.entry("/api/v1/ticket-providers/", "ticket_provider"));
    paths.forEach(
        (path, noun) -> {
          String mine = path + ids.get(noun);
          checks.add(() -> victim.owner().get(mine).ok());
          checks.add(() -> intruder.owner().get(mine).is(404));
          boolean deletes = !noun.matches("alert|silence|delivery|notification|ticket");
          if (deletes) {
            checks.add(() -> intruder.owner().delete(mine).is(404));
          }
        });
    checks.add(() -> asBefore(before));
    assertAll(checks);
  }

  /**
   * It may repeat an id that it was given, as a reference that leads nowhere; it is no row of it.
   */
  private void tellsNothing(MethodDescriptor method, Grpc.Outcome outcome) {
    assertTrue(
        !outcome.toString().contains(victim.slug()),
        () -> method.getFullName() + " told something of the victim: " + outcome);
    outcome
        .answer()
        .ifPresent(
            answer ->
                idsOf(victim)
                    .forEach(
                        (noun, id) ->
                            assertTrue(
                                !holds(answer, id),
                                () ->
                                    method.getFullName()
                                        + " knew the victim's "
                                        + noun
                                        + outcome)));
    assertTrue(
        outcome.code() != Status.Code.INTERNAL && outcome.code() != Status.Code.UNKNOWN,
        () -> method.getFullName() + " broke: " + outcome);
  }

  /** Whether a message, or one inside it, is the resource with this id. */
  private static boolean holds(Message answer, String id) {
    for (var field : answer.getAllFields().entrySet()) {
      boolean itself = field.getKey().getName().equals("id") && id.equals(field.getValue());
      if (itself) {
        return true;
      }
      List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
      for (Object value : values) {
        if (value instanceof Message inner && holds(inner, id)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<MethodDescriptor> publicMethods() {
    return methods(rule -> rule == RuleCase.AT_LEAST || rule == RuleCase.SIGNED_IN);
  }

  private static List<MethodDescriptor> methods(Predicate<RuleCase> wanted) {
    return Contract.methods().stream()
        .filter(method -> wanted.test(Contract.rule(method).getRuleCase()))
        .filter(method -> !method.isServerStreaming())
        .toList();
  }

  private static Map<String, String> key(Tenant tenant, String role) {
    return Map.of("x-api-key", tenant.keys().get(role));
  }

  private final Map<String, Map<String, String>> found = new HashMap<>();

  private Map<String, String> idsOf(Tenant tenant) {
    return found.computeIfAbsent(tenant.slug(), slug -> everyKind(tenant));
  }

  /** What only a person may make is made by one. */
  private static Rest signedIn(Tenant tenant, Person person) {
    String password =
        tenant
            .owner()
            .post("/api/v1/users/" + person.id() + "/reset-password", Map.of())
            .ok()
            .text("oneTimePassword");
    var nobody = tenant.system().nobody();
    var credentials =
        Map.of("tenant", tenant.slug(), "email", person.email(), "password", password);
    return nobody.bearing(
        nobody.post("/api/v1/auth/sign-in", credentials).ok().text("accessToken"));
  }

  /** One resource of each kind, with the tenant's name in it. */
  private static Map<String, String> everyKind(Tenant tenant) {
    var ids = new HashMap<String, String>();
    var owner = tenant.owner();
    String ada = tenant.person("Ada").id();
    ids.put("tenant", tenant.id());
    ids.put("user", ada);
    ids.put("schedule", tenant.schedule());
    ids.put("escalation_policy", tenant.urgent());
    ids.put("channel", tenant.slack());
    ids.put("ticket_provider", tenant.desk());
    ids.put("contact_method", first(tenant, "users/" + ada + "/contact-methods", "contactMethods"));
    ids.put("team", owner.post("/api/v1/teams", Map.of("name", tenant.slug())).ok().text("id"));
    ids.put("route", first(tenant, "routes", "routes"));
    ids.put(
        "calendar_feed",
        owner
            .post(
                "/api/v1/calendar-feeds",
                Map.of("name", tenant.slug(), "content", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"))
            .ok()
            .text("id"));
    ids.put(
        "calendar_link",
        signedIn(tenant, tenant.person("Ada"))
            .post("/api/v1/calendar-links", Map.of("scheduleId", tenant.schedule()))
            .ok()
            .json()
            .path("link")
            .path("id")
            .asText());
    ids.put("integration", first(tenant, "integrations", "integrations"));
    ids.put("api_key", first(tenant, "api-keys", "apiKeys"));
    var template =
        Map.of(
            "name",
            tenant.slug(),
            "channelKind",
            "CHANNEL_KIND_EMAIL",
            "eventKind",
            "EVENT_KIND_ACKNOWLEDGED",
            "parts",
            Map.of("subject", tenant.slug(), "text", tenant.slug()));
    var silence =
        Map.of(
            "matchers",
            List.of(Map.of("name", "labels.nobody", "operator", "equal", "value", tenant.slug())),
            "duration",
            "8640000s");
    ids.put("silence", owner.post("/api/v1/silences", silence).ok().text("id"));
    ids.put("template", owner.post("/api/v1/templates", template).ok().text("id"));
    var override =
        Map.of(
            "userId", ada,
            "startTime", "2090-01-01T00:00:00Z",
            "endTime", "2090-01-02T00:00:00Z");
    ids.put(
        "schedule_override",
        owner
            .post("/api/v1/schedules/" + tenant.schedule() + "/overrides", override)
            .ok()
            .text("id"));
    var swap =
        Map.of(
            "scheduleId",
            tenant.schedule(),
            "userId",
            ada,
            "startTime",
            "2090-01-01T01:00:00Z",
            "endTime",
            "2090-01-01T02:00:00Z");
    var timeOff =
        Map.of(
            "userId",
            ada,
            "note",
            tenant.slug(),
            "startTime",
            "2090-01-01T00:00:00Z",
            "endTime",
            "2090-01-02T00:00:00Z");
    ids.put("time_off", owner.post("/api/v1/time-off", timeOff).ok().text("id"));
    var holidays = Map.of("scheduleId", tenant.schedule(), "region", "at");
    ids.put("holiday_calendar", owner.post("/api/v1/holiday-calendars", holidays).ok().text("id"));
    ids.put("swap", owner.post("/api/v1/swaps", swap).ok().text("id"));
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm(tenant.slug(), "critical");
    timeline.fires(alarm).expectPage("slack", "Ada").expectPage("email", "Ada");
    JsonNode alert = timeline.expectAlert(alarm, "OPEN");
    timeline.act("responder", alert, "acknowledge").ok();
    ids.put("alert", alert.path("id").asText());
    ids.put("alert_group", alert.path("groupId").asText());
    ids.put("drill", drill(tenant));
    Wait.untilTrue(
        () -> owner.get("/api/v1/tickets").body().contains("TICKET_STATE_OPEN"), () -> "no ticket");
    timeline.settle();
    String payloads = "integrations/" + ids.get("integration") + "/payloads";
    Wait.untilTrue(
        () -> !owner.get("/api/v1/" + payloads).json().path("payloads").isEmpty(),
        () -> "no payload was kept");
    ids.put("payload", first(tenant, payloads, "payloads"));
    ids.put("delivery", first(tenant, "deliveries", "deliveries"));
    ids.put("notification", first(tenant, "notifications", "notifications"));
    ids.put("ticket", first(tenant, "tickets", "tickets"));
    return ids;
  }

  /** A drill that is over, so that nothing of it changes any more. */
  private static String drill(Tenant tenant) {
    var ada = signedIn(tenant, tenant.person("Ada"));
    String drill = ada.post("/api/v1/handoffs/drills", Map.of()).ok().text("id");
    String path = "/api/v1/handoffs/drills/" + drill;
    String alert =
        Wait.until(
            () ->
                Optional.of(tenant.owner().get(path).ok().text("alertId"))
                    .filter(id -> !id.isEmpty()),
            () -> "the drill opened no alert");
    ada.post("/api/v1/alerts/" + alert + "/resolve", Map.of()).ok();
    Wait.untilTrue(
        () -> tenant.owner().get(path).ok().text("result").equals("DRILL_RESULT_ANSWERED"),
        () -> "the drill did not end");
    return drill;
  }

  private void asBefore(List<String> before) {
    List<String> after = everythingOf(victim);
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i), after.get(i), LISTS.get(i) + " of the victim are as before");
    }
  }

  private static String first(Tenant tenant, String path, String field) {
    return tenant
        .owner()
        .get("/api/v1/" + path)
        .ok()
        .json()
        .path(field)
        .path(0)
        .path("id")
        .asText();
  }

  private static List<String> everythingOf(Tenant tenant) {
    var all = new ArrayList<String>();
    for (String list : LISTS) {
      String body = tenant.owner().get("/api/v1/" + list + "?pageSize=500").ok().body();
      all.add(body.replaceAll(",?\"lastUsedTime\":\"[^\"]*\"", ""));
    }
    return all;
  }
}
