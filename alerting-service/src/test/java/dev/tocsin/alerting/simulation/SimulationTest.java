package dev.tocsin.alerting.simulation;

import static dev.tocsin.alerting.support.TestTenant.schedule;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SimulationTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @TestHTTPResource("/")
  URI base;

  private Neighbours neighbours;
  private TestTenant tenant;
  private Rest manager;
  private UUID ada;
  private UUID policy;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    manager = Rest.as(base, "manager", tenant.id);
    ada = neighbours.identity.person(tenant.id, "Ada");
    policy = tenant.policy(0, null, false, step(0, user(ada)));
  }

  @Test
  void tellsWhichRouteWinsAndWhyTheOthersDoNot() {
    String off = route("off", "true", new JsonObject().put("disabled", true));
    String web = route("web", "severity == 'critical' && labels.team == 'web'", new JsonObject());
    String broken = route("broken", "int(labels.code) > 5", new JsonObject());
    String db = route("db", "labels.team == 'db'", new JsonObject());
    String all = route("all", "", new JsonObject());

    JsonObject answer = evaluate(described("critical", "db").put("route", null));

    JsonArray verdicts = answer.getJsonArray("verdicts");
    assertVerdict(verdicts, 0, off, "DISABLED", "It is disabled");
    assertVerdict(
        verdicts,
        1,
        web,
        "CONDITION_FALSE",
        "labels.team == \"web\" is false: labels.team is 'db'");
    assertVerdict(verdicts, 2, broken, "FAILED", "Its condition ");
    assertVerdict(verdicts, 3, db, "MATCHED", "Its condition holds");
    assertVerdict(
        verdicts,
        4,
        all,
        "NOT_REACHED",
        "Route 'db' matched before and does not say continue. It would match");
    assertEquals(db, answer.getJsonArray("escalations").getJsonObject(0).getString("routeId"));
    assertEquals(
        List.of("route_failed", "routed"),
        answer.getJsonArray("reasons").stream()
            .map(reason -> ((JsonObject) reason).getString("code"))
            .toList());
  }

  @Test
  void triesARouteBeforeItIsSaved() {
    route("all", "", new JsonObject());
    JsonObject draft =
        new JsonObject()
            .put("name", "new")
            .put("position", 1)
            .put("condition", "labels.team == 'db'")
            .put("policyId", policy.toString());

    JsonObject won = evaluate(described("minor", "db").put("route", draft));
    Reply wrong =
        manager.post(
            "/api/v1/routes/evaluate",
            described("minor", "db").put("route", draft.copy().put("condition", "labels.team ==")));

    assertEquals("new", won.getJsonArray("verdicts").getJsonObject(1).getString("name"));
    assertEquals(2, won.getJsonArray("verdicts").size());
    assertEquals(400, wrong.status());
    assertTrue(wrong.body().encode().contains("route.condition"), wrong.body()::encode);
    assertTrue(
        manager.get("/api/v1/routes").body().getJsonArray("routes").size() == 1,
        "nothing is saved");
  }

  @Test
  void readsAPayloadAsItsIntegrationWould() {
    route("db", "labels.team == 'db' && source == 'alertmanager'", new JsonObject());
    String integration =
        Rest.as(base, "admin", tenant.id)
            .post(
                "/api/v1/integrations",
                new JsonObject().put("name", "prod").put("source", "alertmanager"))
            .body()
            .getJsonObject("integration")
            .getString("id");
    JsonObject payload =
        new JsonObject()
            .put("version", "4")
            .put(
                "alerts",
                new JsonArray()
                    .add(alert("firing", "DiskFull"))
                    .add(alert("resolved", "DiskEmpty")));

    Reply read = payload(integration, payload.encode());
    Reply unreadable = payload(integration, "{\"alerts\": 7");
    Reply unknown = payload(UUID.randomUUID().toString(), payload.encode());

    JsonArray evaluations = read.body().getJsonArray("evaluations");
    assertEquals(2, evaluations.size(), read.body()::encode);
    assertEquals(
        "ROUTE_OUTCOME_MATCHED",
        evaluations
            .getJsonObject(0)
            .getJsonArray("verdicts")
            .getJsonObject(0)
            .getString("outcome"));
    assertTrue(evaluations.getJsonObject(1).getBoolean("resolved"));
    assertEquals(400, unreadable.status());
    assertTrue(unreadable.body().encode().contains("payload.body"), unreadable.body()::encode);
    assertEquals(404, unknown.status());
  }

  @Test
  void evaluatesAStoredAlertOfItsOwnTenantOnly() {
    route("all", "labels.service == 'checkout'", new JsonObject());
    UUID alert = tenant.fire(policy, Duration.ofHours(1)).alert();
    JsonObject request = new JsonObject().put("alertId", alert.toString());

    assertEquals("Disk full", evaluate(request).getString("title"));
    assertEquals(
        404,
        Rest.as(base, "manager", UUID.randomUUID())
            .post("/api/v1/routes/evaluate", request)
            .status());
  }

  @Test
  void plansAnEscalationByTheWallClockWithNames() {
    UUID bo = neighbours.identity.person(tenant.id, "Bo");
    UUID primary = neighbours.identity.schedule(tenant.id, List.of(ada), List.of(bo));
    UUID empty = neighbours.identity.schedule(tenant.id, List.of(), List.of());
    UUID fallback = UUID.randomUUID();
    UUID plan =
        tenant.policy(
            1,
            fallback,
            false,
            step(0, schedule(primary, false)),
            step(300, schedule(empty, false)),
            step(600, schedule(primary, true)));

    Reply answer =
        manager.post(
            "/api/v1/escalation-policies/" + plan + "/dry-run",
            new JsonObject().put("startTime", "2026-03-01T22:00:00Z"));

    assertEquals(200, answer.status(), answer.body()::encode);
    JsonArray steps = answer.body().getJsonArray("steps");
    assertEquals(
        List.of(
            "0/0 2026-03-01T22:00:00Z Ada",
            "1/0 2026-03-01T22:05:00Z nobody",
            "2/0 2026-03-01T22:05:00Z Bo",
            "0/1 2026-03-01T22:15:00Z Ada",
            "1/1 2026-03-01T22:20:00Z nobody",
            "2/1 2026-03-01T22:20:00Z Bo",
            "-1/1 2026-03-01T22:30:00Z " + fallback),
        steps.stream().map(step -> words((JsonObject) step)).toList());
    assertEquals(
        "not_paged.nobody_on_call",
        steps.getJsonObject(1).getJsonArray("notPaged").getJsonObject(0).getString("code"));
    assertEquals("The fallback is the last to be paged", answer.body().getString("end"));
    assertTrue(neighbours.notification.pages.isEmpty(), "nobody is paged");
  }

  @Test
  void plansAPolicyThatIsNotSavedYet() {
    String dryRun = "/api/v1/escalation-policies/" + UUID.randomUUID() + "/dry-run";
    JsonObject policy =
        new JsonObject()
            .put("name", "new")
            .put(
                "steps",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("wait", "60s")
                            .put(
                                "targets",
                                new JsonArray()
                                    .add(new JsonObject().put("userId", ada.toString())))));
    JsonObject request = new JsonObject().put("startTime", "2026-03-01T22:00:00Z");

    assertEquals(404, manager.post(dryRun, request).status());
    Reply answer = manager.post(dryRun, request.copy().put("policy", policy));

    assertEquals(200, answer.status(), answer.body()::encode);
    assertEquals(
        List.of("0/0 2026-03-01T22:01:00Z Ada"),
        answer.body().getJsonArray("steps").stream()
            .map(step -> words((JsonObject) step))
            .toList());
  }

  private static String words(JsonObject step) {
    JsonArray pages = step.getJsonArray("pages", new JsonArray());
    String who = "nobody";
    if (!pages.isEmpty()) {
      JsonObject page = pages.getJsonObject(0);
      who = page.getString("name", "");
      who = who.isEmpty() ? page.getJsonArray("channels").getString(0) : who;
    }
    return step.getInteger("stepOrder", 0)
        + "/"
        + step.getInteger("round", 0)
        + " "
        + step.getString("fireTime")
        + " "
        + who;
  }

  private static void assertVerdict(
      JsonArray verdicts, int at, String route, String outcome, String explanation) {
    JsonObject verdict = verdicts.getJsonObject(at);
    assertEquals(route, verdict.getString("routeId"));
    assertEquals("ROUTE_OUTCOME_" + outcome, verdict.getString("outcome"));
    assertTrue(verdict.getString("explanation").startsWith(explanation), verdict::encode);
  }

  private String route(String name, String condition, JsonObject more) {
    Reply made =
        manager.post(
            "/api/v1/routes",
            new JsonObject()
                .put("name", name)
                .put("condition", condition)
                .put("policyId", policy.toString())
                .mergeIn(more));
    assertEquals(200, made.status(), made.body()::encode);
    return made.body().getString("id");
  }

  private JsonObject evaluate(JsonObject request) {
    request.getMap().values().removeIf(java.util.Objects::isNull);
    Reply answer = manager.post("/api/v1/routes/evaluate", request);
    assertEquals(200, answer.status(), answer.body()::encode);
    return answer.body().getJsonArray("evaluations").getJsonObject(0);
  }

  private Reply payload(String integration, String body) {
    return manager.post(
        "/api/v1/routes/evaluate",
        new JsonObject()
            .put("payload", new JsonObject().put("integrationId", integration).put("body", body)));
  }

  private static JsonObject alert(String status, String name) {
    return new JsonObject()
        .put("status", status)
        .put("startsAt", "2026-03-01T22:00:00Z")
        .put("labels", new JsonObject().put("alertname", name).put("team", "db"));
  }

  private static JsonObject described(String severity, String team) {
    return new JsonObject()
        .put(
            "alert",
            new JsonObject()
                .put("severity", severity)
                .put("labels", new JsonObject().put("team", team).put("code", "many")));
  }
}
