package dev.tocsin.alerting.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Silences as a resource: made, found, changed, refused; and what their matchers hit. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SilenceServiceTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;

  @TestHTTPResource("/")
  URI base;

  private TestTenant tenant;
  private Rest responder;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = new TestTenant(database);
    responder = Rest.as(base, "responder", tenant.id);
  }

  @Test
  void isReadAsItWasMadeAndByItsTenantAlone() {
    JsonObject made =
        created(
            wanted(matcher("labels.team", "in").put("values", new JsonArray().add("db").add("ui")))
                .put("comment", "Migration"));

    JsonObject read = responder.get(path(made)).body();

    assertEquals(made, read);
    assertEquals("SILENCE_STATE_ACTIVE", read.getString("state"));
    assertEquals("key", read.getJsonObject("createdBy").getString("kind"));
    assertEquals(
        new JsonObject()
            .put("name", "labels.team")
            .put("operator", "MATCH_OPERATOR_IN")
            .put("value", "")
            .put("values", new JsonArray().add("db").add("ui")),
        read.getJsonArray("matchers").getJsonObject(0));
    Rest stranger = Rest.as(base, "owner", new TestTenant(database).id);
    assertEquals(404, stranger.get(path(made)).status());
    assertEquals(404, stranger.post(path(made) + "/expire", new JsonObject()).status());
    assertEquals(404, stranger.patch(path(made), new JsonObject().put("comment", "x")).status());
  }

  @Test
  void isListedByItsStateNewestFirstPageByPage() {
    JsonObject over = created(wanted(equal("labels.a", "over")));
    responder.post(path(over) + "/expire", new JsonObject());
    JsonObject active = created(wanted(equal("labels.a", "active")));
    JsonObject pending =
        created(
            wanted(equal("labels.a", "pending"))
                .put("startTime", clock.now().plusSeconds(900).toString()));

    assertEquals(List.of(id(pending), id(active), id(over)), listed(""));
    assertEquals(List.of(id(active)), listed("state=SILENCE_STATE_ACTIVE&"));
    assertEquals(List.of(id(over)), listed("state=expired&"));
    assertEquals(List.of(id(pending), id(over)), listed("state=pending&state=expired&"));
  }

  @Test
  void refusesWhatItCannotMeanAndNamesIt() {
    assertEquals("silence.matchers", refused(wanted()));
    assertEquals("silence.matchers", refused(wanted(equal("labels.a", ""))));
    assertEquals("silence.matchers[0].name", refused(wanted(equal("team", "db"))));
    assertEquals(
        "silence.matchers[1].value",
        refused(wanted(equal("labels.a", "b"), matcher("title", "matches").put("value", "("))));
    assertEquals(
        "silence.matchers[0].operator",
        refused(wanted(new JsonObject().put("name", "labels.a").put("value", "b"))));
    JsonObject endless = wanted(equal("labels.a", "b"));
    endless.remove("duration");
    assertEquals("silence.end_time", refused(endless));
    assertEquals(
        "silence.duration",
        refused(wanted(equal("labels.a", "b")).put("duration", 367L * 86_400 + "s")));
    assertEquals(
        "silence.duration",
        refused(
            wanted(equal("labels.a", "b")).put("endTime", clock.now().plusSeconds(60).toString())));
    assertEquals(
        "silence.end_time",
        refused(endless.copy().put("endTime", clock.now().minusSeconds(60).toString())));
  }

  @Test
  void cannotBeChangedWhenItIsOver() {
    JsonObject silence = created(wanted(equal("labels.a", "b")));
    assertEquals(
        400,
        responder
            .patch(
                path(silence),
                new JsonObject().put("startTime", clock.now().plusSeconds(900).toString()))
            .status(),
        "it has begun");
    responder.post(path(silence) + "/expire", new JsonObject());

    Reply changed = responder.patch(path(silence), new JsonObject().put("duration", "60s"));

    assertEquals(409, changed.status(), changed.body()::encode);
    assertEquals("SILENCE_STATE_EXPIRED", responder.get(path(silence)).body().getString("state"));
  }

  @Test
  void takesARoleThatMayAnswerAlerts() {
    Rest viewer = Rest.as(base, "viewer", tenant.id);
    JsonObject silence = created(wanted(equal("labels.a", "b")));

    assertEquals(403, viewer.post("/api/v1/silences", wanted(equal("labels.a", "b"))).status());
    assertEquals(403, viewer.post(path(silence) + "/expire", new JsonObject()).status());
    assertEquals(200, viewer.get(path(silence)).status());
    assertEquals(200, viewer.post("/api/v1/silences/preview", preview("b")).status());
  }

  @Test
  void showsBeforehandWhatMatchersHit() {
    JsonObject first = fire("Disk full", "db");
    JsonObject second = fire("Disk slow", "db");
    fire("Disk full", "ui");
    JsonObject over = fire("Disk gone", "db");
    responder.patch("/api/v1/alerts/" + id(over) + "/resolve", new JsonObject());
    new TestTenant(database).fire(null, java.time.Duration.ZERO);

    JsonObject all = responder.post("/api/v1/silences/preview", preview("db")).body();
    JsonObject one =
        responder.post("/api/v1/silences/preview", preview("db").put("pageSize", 1)).body();
    JsonObject regex =
        responder
            .post(
                "/api/v1/silences/preview",
                new JsonObject()
                    .put(
                        "matchers",
                        new JsonArray()
                            .add(matcher("title", "matches").put("value", "Disk (full|gone)"))
                            .add(matcher("labels.team", "not_matches").put("value", "u."))))
            .body();

    assertEquals("2", all.getString("matchCount"));
    assertEquals(List.of(id(second), id(first)), ids(all));
    assertEquals("2", one.getString("matchCount"));
    assertEquals(List.of(id(second)), ids(one));
    assertEquals(List.of(id(first)), ids(regex));
    assertEquals(List.of(), listed(""));
  }

  @Test
  void alertsAreListedByWhetherOneHoldsThem() {
    JsonObject db = fire("Disk full", "db");
    JsonObject ui = fire("Disk full", "ui");
    JsonObject none = fire("Disk full", "none");
    assertEquals(List.of(), alerts("silenced=silenced"));
    assertEquals(3, alerts("silenced=SILENCE_FILTER_NOT_SILENCED").size());

    created(wanted(equal("labels.team", "db")));
    assertEquals(List.of(id(db)), alerts("silenced=silenced"));
    assertEquals(List.of(id(none), id(ui)), alerts("silenced=not_silenced"));

    created(wanted(matcher("labels.team", "matches").put("value", "u.+")));
    assertEquals(List.of(id(ui), id(db)), alerts("silenced=silenced"));
    assertEquals(List.of(id(none)), alerts("silenced=not_silenced"));
    assertEquals(List.of(id(db)), alerts("silenced=silenced&orderBy=create_time&pageSize=1"));
    responder.patch("/api/v1/alerts/" + id(db) + "/resolve", new JsonObject());
    assertEquals(List.of(id(ui)), alerts("silenced=silenced"));
    assertEquals(List.of(id(none), id(db)), alerts("silenced=not_silenced"));
  }

  /** All of a list, two to a page. */
  private List<String> listed(String filter) {
    List<String> found = new ArrayList<>();
    String token = "";
    do {
      Reply page = responder.get("/api/v1/silences?" + filter + "pageSize=2&pageToken=" + token);
      assertEquals(200, page.status(), page.body()::encode);
      page.body()
          .getJsonArray("silences", new JsonArray())
          .forEach(silence -> found.add(id((JsonObject) silence)));
      token = page.body().getString("nextPageToken", "");
    } while (!token.isEmpty());
    return found;
  }

  private List<String> alerts(String filter) {
    Reply page = responder.get("/api/v1/alerts?" + filter);
    assertEquals(200, page.status(), page.body()::encode);
    return ids(page.body());
  }

  private JsonObject fire(String title, String team) {
    Reply opened =
        responder.post(
            "/api/v1/alerts",
            new JsonObject().put("title", title).put("labels", new JsonObject().put("team", team)));
    assertEquals(200, opened.status(), opened.body()::encode);
    return opened.body();
  }

  private JsonObject created(JsonObject silence) {
    Reply created = responder.post("/api/v1/silences", silence);
    assertEquals(200, created.status(), created.body()::encode);
    assertFalse(id(created.body()).isEmpty());
    return created.body();
  }

  /** The field that is named. */
  private String refused(JsonObject silence) {
    Reply refused = responder.post("/api/v1/silences", silence);
    assertEquals(400, refused.status(), refused.body()::encode);
    JsonArray violations = refused.body().getJsonArray("violations");
    assertTrue(violations != null && !violations.isEmpty(), refused.body()::encode);
    return violations.getJsonObject(0).getString("field");
  }

  private static JsonObject wanted(JsonObject... matchers) {
    return new JsonObject()
        .put("matchers", new JsonArray(List.of(matchers)))
        .put("duration", "3600s");
  }

  private static JsonObject preview(String team) {
    return new JsonObject().put("matchers", new JsonArray().add(equal("labels.team", team)));
  }

  private static JsonObject equal(String name, String value) {
    return matcher(name, "equal").put("value", value);
  }

  private static JsonObject matcher(String name, String operator) {
    return new JsonObject().put("name", name).put("operator", operator);
  }

  private static String path(JsonObject silence) {
    return "/api/v1/silences/" + id(silence);
  }

  private static String id(JsonObject thing) {
    return thing.getString("id");
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("alerts", new JsonArray()).stream()
        .map(alert -> id((JsonObject) alert))
        .toList();
  }
}
