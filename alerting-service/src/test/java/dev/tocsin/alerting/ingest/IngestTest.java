package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.Webhook.firing;
import static dev.tocsin.alerting.ingest.Webhook.over;
import static dev.tocsin.alerting.ingest.Webhook.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.ingest.Webhook.Reply;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts over real HTTP into a real PostgreSQL (FAULTS 9, 10, 11, 30). */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class IngestTest {

  private static final String T1 = "2026-01-01T00:00:00Z";
  private static final String T2 = "2026-01-01T01:00:00Z";
  private static final String T3 = "2026-01-01T02:00:00Z";

  @TestHTTPResource("/")
  URI base;

  private Tenants.Tenant tenant;
  private Webhook hook;

  @BeforeEach
  void begin() {
    Neighbours.up();
    tenant = Tenants.create();
    hook = new Webhook(base, tenant.key());
  }

  @Test
  void makesOneAlertOfTheSameFingerprintOnManyConnections() {
    tenant.policy("ops", 600, true);
    List<CompletableFuture<Reply>> all = new ArrayList<>();
    for (int i = 0; i < 64 * 10; i++) {
      all.add(hook.postAtOnce(payload(firing("same", T1))));
    }

    List<Reply> replies = all.stream().map(CompletableFuture::join).toList();

    assertTrue(replies.stream().allMatch(reply -> reply.status() == 200));
    assertEquals(1, replies.stream().filter(reply -> reply.outcome().equals("opened")).count());
    assertEquals(
        1, replies.stream().map(reply -> reply.alert(0).getString("id")).distinct().count());
    assertEquals(
        "640",
        tenant.one("SELECT occurrence_count FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
    assertEquals("1", count("alert_group"));
    assertEquals("1", count("escalation_step"));
  }

  @Test
  void countsWhatOnePayloadRepeats() {
    Reply reply = hook.post(payload(firing("a", T1), firing("a", T1), firing("b", T1)));

    assertEquals(
        List.of("opened", "deduplicated", "opened"),
        Stream.of(0, 1, 2).map(i -> reply.alert(i).getString("outcome")).toList());
    assertEquals(3, reply.json().getInteger("accepted"));
    assertEquals(2, reply.json().getInteger("opened"));
  }

  @Test
  void keepsOrderWithinPayload() {
    Reply reply =
        hook.post(payload(firing("a", T1), over("a", T1, T2), firing("a", T2), over("z", T1, T2)));

    assertEquals("opened", reply.alert(0).getString("outcome"));
    assertEquals("resolved", reply.alert(1).getString("outcome"));
    assertEquals("opened", reply.alert(2).getString("outcome"));
    assertEquals("nothing_open", reply.alert(3).getString("outcome"));
    assertNotEquals(reply.alert(0).getString("id"), reply.alert(2).getString("id"));
    assertEquals(List.of("open", "resolved"), states());
  }

  @Test
  void ignoresFiringThatComesAfterItsEnd() {
    hook.post(payload(firing("a", T1)));
    hook.post(payload(over("a", T1, T2)));

    Reply late = hook.post(payload(firing("a", T1)));

    assertEquals("stale", late.outcome());
    assertTrue(late.alert(0).getString("reason").contains("already"));
    assertEquals(List.of("resolved"), states());
    assertEquals("opened", hook.post(payload(firing("a", T3))).outcome());
  }

  @Test
  void ignoresEndOfAnEarlierFiring() {
    hook.post(payload(firing("a", T3)));

    Reply late = hook.post(payload(over("a", T1, T2)));

    assertEquals("nothing_open", late.outcome());
    assertEquals(List.of("open"), states());
    assertEquals("resolved", hook.post(payload(over("a", T3, "2026-01-01T03:00:00Z"))).outcome());
  }

  @Test
  void opensAnewAfterPersonHasResolved() {
    String first = hook.post(payload(firing("a", T1))).alert(0).getString("id");
    Tenants.update(
        "UPDATE alerting.alert SET state = 'resolved', resolved_at = now(), resolved_by_kind ="
            + " 'user', resolved_by_id = 'x' WHERE id = ?",
        UUID.fromString(first));

    Reply again = hook.post(payload(firing("a", T1)));

    assertEquals("opened", again.outcome());
    assertNotEquals(first, again.alert(0).getString("id"));
  }

  /** Flapping at 10 Hz for a while: each pair is an alert of its own, and the last word counts. */
  @Test
  void followsFlapping() {
    for (int i = 0; i < 20; i++) {
      String starts = "2026-01-01T00:00:%02dZ".formatted(i * 2);
      hook.post(payload(firing("a", starts)));
      hook.post(payload(over("a", starts, "2026-01-01T00:00:%02dZ".formatted(i * 2 + 1))));
    }
    hook.post(payload(firing("a", "2026-01-01T00:01:00Z")));

    assertEquals("21", count("alert"));
    assertEquals(
        "1",
        tenant.one(
            "SELECT count(*) FROM alerting.alert WHERE tenant_id = ? AND state = 'open'",
            tenant.id()));
  }

  @Test
  void answersRepeatedRequestAlike() {
    String body = payload(firing("a", T1)).encode();

    Reply first = hook.post(body, "Idempotency-Key", "k1");
    Reply second = hook.post(body, "Idempotency-Key", "k1");
    Reply other = hook.post(payload(firing("b", T1)).encode(), "Idempotency-Key", "k1");

    assertEquals(200, first.status());
    assertEquals(first.json(), second.json());
    assertEquals("opened", second.outcome());
    assertEquals(List.of("true"), second.headers().get("idempotent-replayed"));
    assertEquals(409, other.status());
    assertEquals(
        "1",
        tenant.one("SELECT occurrence_count FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
  }

  @Test
  void forgetsIdempotencyKeysAfterTheirDay() {
    hook.post(payload(firing("a", T1)).encode(), "Idempotency-Key", "k1");
    Tenants.update(
        "UPDATE alerting.ingest_answer SET created_at = created_at - interval '25 hours' WHERE"
            + " tenant_id = ?",
        tenant.id());

    assertEquals(
        200, hook.post(payload(firing("b", T1)).encode(), "Idempotency-Key", "k1").status());
  }

  @Test
  void gathersAlertsOfOneGroup() {
    UUID policy = tenant.policy("ops", 0, false);
    tenant.route(1, "true", policy, false, "team");

    Reply first = hook.post(payload(firing("a", T1), firing("b", T1)));
    Reply second = hook.post(payload(firing("c", T1)));

    String group = first.alert(0).getString("group_id");
    assertEquals(group, first.alert(1).getString("group_id"));
    assertEquals(group, second.alert(0).getString("group_id"));
    assertEquals("1", count("alert_group"));
    assertEquals("1", count("escalation_step"));
    assertEquals(
        "3",
        tenant.one(
            "SELECT count(*) FROM alerting.alert WHERE group_id = ?", UUID.fromString(group)));
  }

  @Test
  void resolvesGroupWithItsLastAlert() {
    tenant.route(1, "true", tenant.policy("ops", 600, false), false, "team");
    String group =
        hook.post(payload(firing("a", T1), firing("b", T1))).alert(0).getString("group_id");

    hook.post(payload(over("a", T1, T2)));
    assertEquals("open", groupState(group));

    hook.post(payload(over("b", T1, T2)));
    assertEquals("resolved", groupState(group));
    String next = hook.post(payload(firing("a", T3))).alert(0).getString("group_id");
    assertNotEquals(group, next);
  }

  @Test
  void joinsAcknowledgedGroupWithoutPagingAgain() {
    tenant.route(1, "true", tenant.policy("ops", 600, false), false, "team");
    UUID group =
        UUID.fromString(hook.post(payload(firing("a", T1))).alert(0).getString("group_id"));
    Tenants.update(
        "UPDATE alerting.alert_group SET state = 'acknowledged', acknowledged_at = now(),"
            + " acknowledged_by_kind = 'user', acknowledged_by_id = 'ada', snoozed_until = now() +"
            + " interval '1 hour' WHERE id = ?",
        group);

    Reply joining = hook.post(payload(firing("b", T1)));

    assertEquals("acknowledged", joining.alert(0).getString("state"));
    assertEquals(
        "true",
        tenant.one(
            "SELECT (snoozed_until > now())::text FROM alerting.alert WHERE id = ?",
            UUID.fromString(joining.alert(0).getString("id"))));
    assertEquals(group.toString(), joining.alert(0).getString("group_id"));
    assertEquals("1", count("escalation_step"));
    assertTrue(
        tenant
            .one(
                "SELECT decisions FROM alerting.alert WHERE id = ?",
                UUID.fromString(joining.alert(0).getString("id")))
            .contains("not_paged.group_acknowledged"));
  }

  @Test
  void beginsEscalationOfEachPolicyOnTheWay() {
    tenant.route(1, "labels.team == 'db'", tenant.policy("dba", 600, false), true);
    tenant.route(2, "severity == 'critical'", tenant.policy("ops", 600, false), false);

    hook.post(payload(firing("a", T1)));

    assertEquals("2", count("escalation_step"));
    assertEquals("1", count("alert_group"));
  }

  @Test
  void saysWhyNobodyIsPaged() {
    tenant.route(1, "labels.team == 'web'", tenant.policy("web", 0, false), false);

    String alert = hook.post(payload(firing("a", T1))).alert(0).getString("id");

    assertEquals("0", count("escalation_step"));
    assertTrue(
        tenant
            .one("SELECT decisions FROM alerting.alert WHERE id = ?", UUID.fromString(alert))
            .contains("not_routed"));
  }

  @Test
  void opensTicketWhereRouteNamesProvider() {
    UUID route = tenant.route(1, "true", tenant.policy("ops", 600, false), false);
    UUID provider = UUID.randomUUID();
    Tenants.update(
        "UPDATE alerting.route SET ticket_provider_id = ? WHERE id = ?", provider, route);

    String group = hook.post(payload(firing("a", T1))).alert(0).getString("group_id");

    assertEquals(
        "ticket:" + group + ":open:" + provider,
        tenant.one(
            "SELECT idempotency_key FROM alerting.outbox WHERE group_id = ?",
            UUID.fromString(group)));
  }

  @Test
  void keepsTenantsApart() {
    Tenants.Tenant other = Tenants.create();

    String ours = hook.post(payload(firing("same", T1))).alert(0).getString("id");
    Reply theirs = new Webhook(base, other.key()).post(payload(firing("same", T1)));
    Reply over = new Webhook(base, other.key()).post(payload(over("same", T1, T2)));

    assertEquals("opened", theirs.outcome());
    assertNotEquals(ours, theirs.alert(0).getString("id"));
    assertEquals("resolved", over.outcome());
    assertEquals(List.of("open"), states());
  }

  @Test
  void commitsManyTenantsTogether() {
    List<Tenants.Tenant> tenants = Stream.generate(Tenants::create).limit(8).toList();
    List<CompletableFuture<Reply>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Tenants.Tenant one = tenants.get(i % tenants.size());
      all.add(
          new Webhook(base, one.key())
              .postAtOnce(payload(firing("f" + i, T1), firing("g" + i, T1))));
    }

    all.forEach(reply -> assertEquals(200, reply.join().status()));

    tenants.forEach(
        one ->
            assertEquals(
                "100",
                one.one("SELECT count(*) FROM alerting.alert WHERE tenant_id = ?", one.id())));
  }

  @Test
  void takesPayloadsThatOthersHaveRecorded() throws IOException {
    Path corpus = Path.of("../../shared/corpus/01-webhooks");
    Assumptions.assumeTrue(Files.isDirectory(corpus), "the corpus is not here");
    try (Stream<Path> files = Files.list(corpus)) {
      for (Path file :
          files
              .filter(path -> path.getFileName().toString().matches("(alertmanager|signoz)\\..*"))
              .toList()) {
        Tenants.Tenant own = Tenants.create();

        Reply reply = new Webhook(base, own.key()).post(Files.readString(file));

        assertEquals(200, reply.status(), file + reply.text());
        JsonObject sent = new JsonObject(Files.readString(file));
        assertEquals(
            sent.getJsonArray("alerts").size(), reply.json().getInteger("opened"), file::toString);
        String given = sent.getJsonArray("alerts").getJsonObject(0).getString("fingerprint");
        if (given != null) {
          assertEquals(given, reply.alert(0).getString("fingerprint"));
        }
      }
    }
  }

  private String count(String table) {
    return tenant.one(
        "SELECT count(*) FROM alerting." + table + " WHERE tenant_id = ?", tenant.id());
  }

  private List<String> states() {
    return tenant.all(
        "SELECT state FROM alerting.alert WHERE tenant_id = ? ORDER BY state", tenant.id());
  }

  private String groupState(String group) {
    return tenant.one(
        "SELECT state FROM alerting.alert_group WHERE id = ?", UUID.fromString(group));
  }
}
