package dev.tocsin.alerting.silence;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A tenant that silences its alerts, and what becomes of their pages. */
abstract class SilencedTill {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;

  @TestHTTPResource("/")
  URI base;

  Neighbours neighbours;
  TestTenant tenant;
  Rest responder;
  UUID ada;
  UUID bob;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    responder = Rest.as(base, "responder", tenant.id);
    ada = neighbours.identity.person(tenant.id, "Ada");
    bob = neighbours.identity.person(tenant.id, "Bob");
  }

  JsonObject silence(long seconds, JsonObject... matchers) {
    Reply created =
        responder.post(
            "/api/v1/silences",
            new JsonObject()
                .put("matchers", new JsonArray(List.of(matchers)))
                .put("duration", seconds + "s")
                .put("comment", "Migration"));
    assertEquals(200, created.status(), created.body()::encode);
    return created.body();
  }

  static JsonObject equal(String name, String value) {
    return new JsonObject().put("name", name).put("operator", "equal").put("value", value);
  }

  JsonObject expire(JsonObject silence) {
    Reply expired =
        responder.post("/api/v1/silences/" + silence.getString("id") + "/expire", new JsonObject());
    assertEquals(200, expired.status(), expired.body()::encode);
    return expired.body();
  }

  JsonObject fire(String title, String service, String key) {
    return fire(
        new JsonObject()
            .put("title", title)
            .put("dedupKey", key)
            .put("labels", new JsonObject().put("service", service).put("site", "Zurich")));
  }

  JsonObject fire(JsonObject alert) {
    Reply opened = responder.post("/api/v1/alerts", alert);
    assertEquals(200, opened.status(), opened.body()::encode);
    return opened.body();
  }

  /** Its step waits for the end of the silence: what would have been paged by now was not. */
  void heldUntil(JsonObject alert, JsonObject silence) {
    Instant end = Instant.parse(silence.getString("endTime"));
    eventually("it is held", () -> tenant.nextAt(group(alert)).filter(end::equals).isPresent());
  }

  JsonObject explain(JsonObject alert) {
    return responder.get(path(alert) + "/explain").body();
  }

  List<String> codes(JsonObject alert) {
    return explain(alert).getJsonArray("decisions").stream()
        .map(decision -> ((JsonObject) decision).getJsonObject("reason").getString("code"))
        .toList();
  }

  int paged(UUID user) {
    return (int)
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.to().getUserId().equals(user.toString()))
            .count();
  }

  int pages(JsonObject alert) {
    return (int)
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.group().equals(group(alert)))
            .count();
  }

  /** Rises with each look at its step. */
  String fence(JsonObject alert) {
    return tenant
        .texts("SELECT fence::text FROM alerting.escalation_step WHERE group_id = $1", group(alert))
        .getFirst();
  }

  boolean isWaiting(JsonObject alert) {
    return tenant
        .texts(
            "SELECT (state = 'pending' AND lease_until IS NULL)::text FROM"
                + " alerting.escalation_step WHERE group_id = $1",
            group(alert))
        .equals(List.of("true"));
  }

  static UUID group(JsonObject alert) {
    return UUID.fromString(alert.getString("groupId"));
  }

  static String path(JsonObject alert) {
    return "/api/v1/alerts/" + alert.getString("id");
  }
}
