package dev.tocsin.identity.audit;

import static dev.tocsin.identity.audit.WritingCalls.name;
import static dev.tocsin.identity.audit.WritingCalls.team;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.Rpcs;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.audit.WritingCalls.Step;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.AuditServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuditTest {

  /** A tenant's birth and end are in its own log: see the tests below. */
  private static final Set<String> IN_ANOTHER_LOG = Set.of("CreateTenant", "DeleteTenant");

  /** Reading a calendar again changes nothing that anybody has set. */
  private static final Set<String> SETS_NOTHING = Set.of("RefreshCalendarFeed");

  @Test
  void everyRpcThatWritesIsInTheAuditLog() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    Map<String, Step> steps = WritingCalls.of(tenant, ann);
    Set<String> writing =
        Rpcs.all()
            .filter(rpc -> rpc.rule().getScope().endsWith(":write"))
            .map(Rpcs.Rpc::name)
            .filter(name -> !IN_ANOTHER_LOG.contains(name) && !SETS_NOTHING.contains(name))
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(),
        writing.stream().filter(name -> !steps.containsKey(name)).collect(Collectors.toSet()),
        "RPCs that this test does not call");
    steps.forEach(
        (name, step) -> {
          step.call().run();
          JsonObject newest = log(tenant, "").getJsonArray("events").getJsonObject(0);
          assertEquals(step.action(), newest.getString("action"), name);
          assertTrue(newest.getString("actor").matches("user:.+|operator"), name);
          assertFalse(newest.getString("requestId").isEmpty(), name);
        });
  }

  @Test
  void aTenantsLogBeginsWithItsBirthByTheOperator() {
    TestTenant tenant = TestTenant.create();

    JsonArray events = log(tenant, "").getJsonArray("events");

    JsonObject oldest = events.getJsonObject(events.size() - 1);
    assertEquals("tenant.create", oldest.getString("action"));
    assertEquals("operator", oldest.getString("actor"));
    assertEquals("tenants/" + tenant.id(), oldest.getString("resource"));
  }

  @Test
  void aTenantsLogEndsWithItsDeletion() throws Exception {
    TestTenant tenant = TestTenant.create();
    TestTenant.operator().delete("/api/v1/admin/tenants/" + tenant.id()).expect(200);

    try (Connection connection = TestServers.database().superuser();
        ResultSet newest =
            connection
                .createStatement()
                .executeQuery(
                    "select action from identity.audit_event where tenant_id = '"
                        + tenant.id()
                        + "' order by time desc, id desc limit 1")) {
      assertTrue(newest.next());
      assertEquals("tenant.delete", newest.getString(1));
    }
  }

  @Test
  void holdsNoSecret() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    var key = tenant.key("viewer");

    String log = log(tenant, "?page_size=100").encode();

    assertFalse(log.contains(tenant.password()));
    assertFalse(log.contains(ann.password()));
    assertFalse(log.contains(key.key()));
  }

  @Test
  void isListedNewestFirstPageByPage() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("A", "B", "C")) {
      tenant.owner().post("/api/v1/teams", new JsonObject().put("name", name)).expect(200);
    }

    JsonObject first = log(tenant, "?page_size=2");
    JsonObject second = log(tenant, "?page_size=2&page_token=" + first.getString("nextPageToken"));

    assertEquals(List.of("C", "B"), teams(first));
    assertEquals("A", teams(second).getFirst());
    assertEquals(
        400,
        tenant
            .owner()
            .get("/api/v1/audit-log?page_token=X" + first.getString("nextPageToken"))
            .status());
  }

  @Test
  void isFilteredByActorActionAndResource() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String team = team(tenant.owner(), "Web");
    tenant.owner().patch("/api/v1/teams/" + team, name("Net")).expect(200);

    assertEquals(List.of("user.create", "tenant.create"), actions(tenant, "?actor=operator"));
    assertEquals(List.of("team.update", "team.create"), actions(tenant, "?action=team"));
    assertEquals(List.of("team.create"), actions(tenant, "?action=team.create"));
    assertEquals(List.of(), actions(tenant, "?action=tea"));
    assertEquals(List.of("team.update", "team.create"), actions(tenant, "?resource=teams/" + team));
    assertEquals(List.of("team.update", "team.create"), actions(tenant, "?resource=teams"));
    assertEquals(
        List.of("team.update"),
        actions(
            tenant,
            "?actor=user:" + tenant.ownerId() + "&action=team.update&resource=teams/" + team));
    assertEquals(List.of("session.open"), actions(tenant, "?actor=user:" + ann.id()));
  }

  @Test
  void isFilteredByTimeAndPagedWithinTheFilter() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("A", "B", "C", "D")) {
      team(tenant.owner(), name);
    }
    JsonArray all = log(tenant, "?action=team.create").getJsonArray("events");
    String timeOfC = all.getJsonObject(1).getString("time");
    String timeOfA = all.getJsonObject(3).getString("time");
    String range = "?action=team.create&start_time=" + timeOfA + "&end_time=" + timeOfC;

    assertEquals(List.of("B", "A"), teams(log(tenant, range)));
    JsonObject first = log(tenant, range + "&page_size=1");
    JsonObject second =
        log(tenant, range + "&page_size=1&page_token=" + first.getString("nextPageToken"));
    assertEquals(List.of("B"), teams(first));
    assertEquals(List.of("A"), teams(second));
    assertEquals("", second.getString("nextPageToken"));
    assertEquals(400, tenant.owner().get("/api/v1/audit-log?start_time=yesterday").status());
  }

  @Test
  void isUnderTheAdminPathToo() {
    TestTenant tenant = TestTenant.create();

    assertFalse(
        tenant.owner().get("/api/v1/admin/audit-log").expect(200).getJsonArray("events").isEmpty());
  }

  @Test
  void anotherServicesEventsAreRecordedOnce() {
    TestTenant tenant = TestTenant.create();
    var stub =
        AuditServiceGrpc.newBlockingStub(Grpc.channel())
            .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())));
    var request =
        RecordAuditEventsRequest.newBuilder()
            .addEvents(
                AuditEvent.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setTime(Timestamps.fromSeconds(4_000_000_000L))
                    .setActor("user:" + tenant.ownerId())
                    .setAction("route.create")
                    .setResource("routes/1")
                    .setDetail(
                        Struct.newBuilder()
                            .putFields("name", Value.newBuilder().setStringValue("all").build()))
                    .setRequestId("r1"))
            .build();

    stub.recordAuditEvents(request);
    stub.recordAuditEvents(request);

    JsonArray events = log(tenant, "").getJsonArray("events");
    JsonObject event = events.getJsonObject(0);
    assertEquals("route.create", event.getString("action"));
    assertEquals("all", event.getJsonObject("detail").getString("name"));
    assertEquals(
        1,
        events.stream()
            .filter(each -> ((JsonObject) each).getString("action").equals("route.create"))
            .count());
  }

  private static JsonObject log(TestTenant tenant, String query) {
    return tenant.owner().get("/api/v1/audit-log" + query).expect(200);
  }

  private static List<String> actions(TestTenant tenant, String query) {
    return log(tenant, query).getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getString("action"))
        .toList();
  }

  private static List<String> teams(JsonObject page) {
    return page.getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getJsonObject("detail").getString("name", ""))
        .toList();
  }
}
