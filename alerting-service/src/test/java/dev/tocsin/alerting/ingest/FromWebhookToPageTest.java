package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The whole way through this service: a webhook fires, somebody is paged, the source resolves. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class FromWebhookToPageTest {

  @TestHTTPResource URI server;

  @Test
  void pagesWhatFiresAndRevisesWhatTheSourceResolves() throws Exception {
    Neighbours neighbours = Neighbours.up();
    Tenants.Tenant tenant = Tenants.create();
    UUID policy = tenant.policy("standard", 0, true);
    reachable(neighbours, tenant, policy);
    UUID provider = UUID.randomUUID();
    UUID route = tenant.route(1, "", policy, false);
    Tenants.update(
        "UPDATE alerting.route SET ticket_provider_id = ? WHERE id = ?", provider, route);

    assertEquals(2, post(tenant, "firing") / 100);
    eventually("Ada is paged", () -> neighbours.notification.pages(tenant.id()).size() == 1);
    UUID group = neighbours.notification.pages(tenant.id()).getFirst().group();
    eventually("a ticket", () -> neighbours.tickets.asked.contains("open " + group));
    post(tenant, "resolved");

    eventually(
        "told",
        () ->
            neighbours.notification.revisions(tenant.id()).stream()
                .anyMatch(r -> r.request().getEventKind() == EventKind.EVENT_KIND_RESOLVED));
    eventually("closed", () -> neighbours.tickets.asked.contains("resolved " + group));
    assertEquals(
        List.of(),
        tenant.all(
            "SELECT id::text FROM alerting.escalation_step WHERE group_id = ? AND state ="
                + " 'pending'",
            group));
    assertTrue(
        tenant
            .all("SELECT code FROM alerting.timeline_event WHERE group_id = ?", group)
            .contains("paged"));
  }

  /** The first attempt fires from what was written, the second one reads it. */
  @Test
  void tellsTheSameWhenAStepHasToFireAgain() throws Exception {
    Neighbours neighbours = Neighbours.up();
    Tenants.Tenant tenant = Tenants.create();
    UUID policy = tenant.policy("standard", 0, true);
    reachable(neighbours, tenant, policy);
    UUID route = tenant.route(1, "labels.team == 'web'", policy, false);
    Tenants.update(
        "UPDATE alerting.route SET template_id = ? WHERE id = ?", UUID.randomUUID(), route);
    neighbours.notification.losesAnswers.set(true);

    assertEquals(
        2,
        send(
                tenant,
                """
                {"version":"4","status":"firing","alerts":[{"status":"firing",
                 "labels":{"zone":"b","team":"web","alertname":"Slow","severity":"major","owner":"Jürgen \\" \\\\","empty":""},
                 "annotations":{"summary":"p99 > 2 s","description":"two\\nlines","runbook_url":"https://run.example"},
                 "startsAt":"2026-11-21T03:00:00.123456789Z","generatorURL":"http://prometheus/graph"}]}\
                """)
            / 100);
    eventually("first", () -> !neighbours.notification.heard(tenant.id()).isEmpty());
    neighbours.notification.losesAnswers.set(false);
    eventually("again", () -> neighbours.notification.heard(tenant.id()).size() > 1);

    List<SendNotificationRequest> heard = neighbours.notification.heard(tenant.id());
    assertEquals(heard.getFirst(), heard.get(1));
    assertEquals(1, neighbours.notification.pages(tenant.id()).size());
  }

  /** Gives whom the policy pages first a name and an address. */
  private static void reachable(Neighbours neighbours, Tenants.Tenant tenant, UUID policy) {
    UUID ada =
        UUID.fromString(
            tenant.one(
                "SELECT steps->0->'targets'->0->>'userId' FROM alerting.escalation_policy WHERE id"
                    + " = ?",
                policy));
    neighbours.identity.user(
        tenant.id(), ada, "Ada", true, Map.of(ContactKind.CONTACT_KIND_EMAIL, "ada@example.com"));
  }

  private int post(Tenants.Tenant tenant, String status) throws IOException, InterruptedException {
    String body =
        """
        {"version":"4","groupKey":"g","status":"%1$s","receiver":"r","groupLabels":{},"commonLabels":{},
         "commonAnnotations":{},"externalURL":"http://am","alerts":[{"status":"%1$s",
         "labels":{"alertname":"DiskFull","severity":"critical"},"annotations":{"summary":"Disk full"},
         "startsAt":"2026-11-21T03:00:00Z","endsAt":"2026-11-21T04:00:00Z","fingerprint":"abc"}]}\
        """
            .formatted(status);
    return send(tenant, body);
  }

  private int send(Tenants.Tenant tenant, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/webhooks/alertmanager"))
            .header("X-API-Key", tenant.key())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
