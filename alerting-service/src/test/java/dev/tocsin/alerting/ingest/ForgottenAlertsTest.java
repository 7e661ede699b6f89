package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.Webhook.firing;
import static dev.tocsin.alerting.ingest.Webhook.over;
import static dev.tocsin.alerting.ingest.Webhook.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others see of alerts that are being forgotten, or have been. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class ForgottenAlertsTest {

  private static final String T1 = "2026-01-01T00:00:00Z";
  private static final String T2 = "2026-01-01T01:00:00Z";
  private static final String T3 = "2026-01-01T02:00:00Z";

  @Inject TocsinClock clock;

  @TestHTTPResource("/")
  URI base;

  private Tenants.Tenant tenant;
  private Webhook hook;
  private Rest responder;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = Tenants.create();
    hook = new Webhook(base, tenant.key());
    responder = Rest.as(base, "responder", tenant.id());
  }

  @Test
  void ingestGoesOnWhileOldAlertsAreBeingForgotten() throws SQLException {
    UUID policy = tenant.policy("ops", 3600, true);
    tenant.route(1, "labels.team == 'db'", policy, false, "team");
    String first = ended("a");
    longAgo(first, Duration.ofDays(500));
    try (Connection retention = application()) {
      forget(retention, Duration.ofDays(400));
      // Not committed: whatever it holds it holds now.

      assertEquals("opened", hook.post(payload(firing("a", T3))).outcome());
      assertEquals("deduplicated", hook.post(payload(firing("a", T3))).outcome());
      assertEquals("opened", hook.post(payload(firing("b", T3))).outcome());
      assertEquals("resolved", hook.post(payload(over("a", T3, "2026-01-01T03:00:00Z"))).outcome());
      assertEquals(200, responder.get("/api/v1/alerts").status());
      retention.commit();
    }
    assertEquals(404, responder.get("/api/v1/alerts/" + first).status());
    assertEquals(2, responder.get("/api/v1/alerts").body().getJsonArray("alerts").size());
  }

  @Test
  void lateNewsOfAFiringAreStaleForAsLongAsItsAlertIsKept() throws SQLException {
    String lately = ended("lately");
    // It began long ago, and has been over for a day less than alerts are kept.
    longAgo(lately, Duration.ofDays(399));
    String longAgo = ended("long ago");
    longAgo(longAgo, Duration.ofDays(401));
    try (Connection retention = application()) {
      forget(retention, Duration.ofDays(400));
      retention.commit();
    }

    assertEquals("stale", hook.post(payload(firing("lately", T1))).outcome());
    // Nothing is known of it any more: a page too many does less harm than an alert lost.
    assertEquals("opened", hook.post(payload(firing("long ago", T1))).outcome());
  }

  @Test
  void whatIsGoneIsNotFoundWithTheReason() {
    UUID gone = Ids.next(clock.now().minus(Duration.ofDays(500)));
    List<Rest.Reply> replies =
        List.of(
            responder.get("/api/v1/alerts/" + gone),
            responder.get("/api/v1/alerts/" + gone + "/timeline"),
            responder.get("/api/v1/alerts/" + gone + "/explain"),
            responder.get("/api/v1/alerts/" + gone + "/related"),
            responder.post("/api/v1/alerts/" + gone + "/acknowledge", new JsonObject()),
            responder.post("/api/v1/alerts/" + gone + "/notes", new JsonObject().put("text", "x")));

    for (Rest.Reply reply : replies) {
      assertEquals(404, reply.status(), reply.body()::encode);
      assertTrue(reply.body().encode().contains("forgotten"), reply.body()::encode);
    }
    UUID never = Ids.next(clock.now());
    Rest.Reply unknown = responder.get("/api/v1/alerts/" + never);
    assertEquals(404, unknown.status());
    assertFalse(unknown.body().encode().contains("forgotten"), unknown.body()::encode);
  }

  @Test
  void aListGoesOnBehindAnAlertThatHasBeenForgottenMeanwhile() throws SQLException {
    for (String each : List.of("a", "b", "c", "d")) {
      hook.post(payload(firing(each, T1)));
    }
    JsonObject page = responder.get("/api/v1/alerts?pageSize=2").body();
    List<String> ids = ids(page);
    Tenants.update(
        "DELETE FROM alerting.alert WHERE tenant_id = ? AND id = ?",
        tenant.id(),
        UUID.fromString(ids.getLast()));

    JsonObject next =
        responder
            .get(
                "/api/v1/alerts?pageSize=2&pageToken="
                    + URLEncoder.encode(page.getString("nextPageToken"), StandardCharsets.UTF_8))
            .body();
    ids.addAll(ids(next));

    assertEquals(4, ids.stream().distinct().count(), ids::toString);
  }

  @Test
  void anAnswerToAKeyNamesTheAlertThatHasGone() throws SQLException {
    JsonObject body = payload(firing("a", T1));
    String id = hook.post(body, "Idempotency-Key", "k").alert(0).getString("id");
    hook.post(payload(over("a", T1, T2)));
    longAgo(id, Duration.ofDays(500));
    try (Connection retention = application()) {
      forget(retention, Duration.ofDays(400));
      retention.commit();
    }

    Webhook.Reply again = hook.post(body, "Idempotency-Key", "k");

    assertEquals(200, again.status());
    assertEquals(id, again.alert(0).getString("id"));
    assertEquals(
        List.of(),
        tenant.all("SELECT id::text FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
  }

  /** The id of an alert that fired and is over. */
  private String ended(String fingerprint) {
    String id = hook.post(payload(firing(fingerprint, T1))).alert(0).getString("id");
    assertEquals("resolved", hook.post(payload(over(fingerprint, T1, T2))).outcome());
    return id;
  }

  /** Makes its group one that began a day before it ended, so long ago; and what it tells, told. */
  private void longAgo(String alert, Duration overAgo) {
    Instant over = clock.now().minus(overAgo);
    UUID id = UUID.fromString(alert);
    UUID group = Ids.next(over.minus(Duration.ofDays(1)));
    UUID before =
        UUID.fromString(tenant.one("SELECT group_id::text FROM alerting.alert WHERE id = ?", id));
    Tenants.update("UPDATE alerting.outbox SET state = 'told' WHERE group_id = ?", before);
    Tenants.update(
        "UPDATE alerting.alert SET group_id = ?, resolved_at = ? WHERE id = ?",
        group,
        over.atOffset(ZoneOffset.UTC),
        id);
    Tenants.update(
        "UPDATE alerting.escalation_step SET group_id = ? WHERE group_id = ?", group, before);
    Tenants.update(
        "UPDATE alerting.timeline_event SET group_id = ? WHERE group_id = ?", group, before);
    Tenants.update(
        "UPDATE alerting.alert_group SET id = ?, resolved_at = ? WHERE id = ?",
        group,
        over.atOffset(ZoneOffset.UTC),
        before);
  }

  private static Connection application() throws SQLException {
    return TestServers.database().connect(TestServers.database().application());
  }

  /** Forgets in the connection's transaction, which stays open. */
  private void forget(Connection retention, Duration kept) throws SQLException {
    retention.setAutoCommit(false);
    try (PreparedStatement bind =
            retention.prepareStatement("SELECT set_config('tocsin.tenant', ?, true)");
        PreparedStatement forget =
            retention.prepareStatement("SELECT * FROM alerting.forget_alerts(?, ?, ?, 100)")) {
      bind.setString(1, tenant.id().toString());
      bind.execute();
      forget.setObject(1, tenant.id());
      forget.setObject(2, clock.now().minus(kept).atOffset(ZoneOffset.UTC));
      forget.setObject(3, new UUID(0, 0));
      forget.execute();
    }
  }

  private static List<String> ids(JsonObject page) {
    List<String> ids = new ArrayList<>();
    page.getJsonArray("alerts").forEach(alert -> ids.add(((JsonObject) alert).getString("id")));
    return ids;
  }
}
