package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.Webhook.firing;
import static dev.tocsin.alerting.ingest.Webhook.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.ingest.Webhook.Reply;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody should send and somebody will (FAULTS 28, 29): each has its answer. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class BadInputTest {

  private static final String T1 = "2026-01-01T00:00:00Z";
  private static final String PATH = "/api/v1/webhooks/alertmanager";

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
  void refusesWrongAndMissingKeys() {
    assertEquals(401, new Webhook(base, "tci_wrong").post(payload(firing("a", T1))).status());
    assertEquals(401, new Webhook(base, "").post(payload(firing("a", T1))).status());
    assertEquals(
        401, new Webhook(base, tenant.key() + "x").post(payload(firing("a", T1))).status());
    assertEquals(0, alerts());
  }

  @Test
  void takesKeyFromHeaderBearerOrParameter() {
    Webhook none = new Webhook(base, "");
    byte[] body = payload(firing("a", T1)).encode().getBytes(StandardCharsets.UTF_8);

    assertEquals(200, none.post(PATH, body, "X-API-Key", tenant.key()).status());
    assertEquals(200, none.post(PATH, body, "Authorization", "bearer " + tenant.key()).status());
    String basic =
        Base64.getEncoder()
            .encodeToString(("tocsin:" + tenant.key()).getBytes(StandardCharsets.UTF_8));
    assertEquals(200, none.post(PATH, body, "Authorization", "Basic " + basic).status());
    assertEquals(401, none.post(PATH, body, "Authorization", "Basic !").status());
    assertEquals(200, none.post(PATH + "?key=" + tenant.key(), body).status());
    assertEquals(200, hook.post("/webhook/alertmanager", body).status());
    assertEquals(200, hook.post("/api/webhooks/alertmanager", body).status());
  }

  @Test
  void namesKnownSourcesForUnknownOne() {
    Reply reply = hook.post("/api/v1/webhooks/nagios", "{}".getBytes(StandardCharsets.UTF_8));

    assertEquals(404, reply.status());
    assertTrue(reply.json().getString("detail").contains("alertmanager"));
  }

  @Test
  void namesPlaceOfBrokenJson() {
    Reply reply = hook.post("{\"alerts\":\n  [{\"labels\": oops}]}");

    assertEquals(400, reply.status());
    JsonObject violation = reply.json().getJsonArray("violations").getJsonObject(0);
    assertEquals(2, violation.getInteger("line"));
    assertTrue(violation.getInteger("column") > 10, reply.text());
  }

  @Test
  void namesPlaceWhereTruncatedJsonEnds() {
    String whole = payload(firing("a", T1)).encode();

    Reply reply = hook.post(whole.substring(0, whole.length() - 20));

    assertEquals(400, reply.status());
    assertTrue(reply.json().getString("detail").contains("ends too early"), reply.text());
    assertEquals(0, alerts());
  }

  @Test
  void refusesEmptyBodyAndOtherShapes() {
    for (String body : new String[] {"", " ", "null", "[]", "\"x\"", "{}", "{\"alerts\":1}"}) {
      assertEquals(400, hook.post(body).status(), body);
    }
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] latin =
        payload(firing("a", T1))
            .encode()
            .replace("It is down", "gr\u00f6\u00df")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = payload(firing("a", T1)).encode().getBytes(StandardCharsets.UTF_16);

    assertEquals(400, hook.post(PATH, latin).status());
    assertEquals(400, hook.post(PATH, utf16).status());
  }

  @Test
  void boundsDepthAndNumbers() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertEquals(400, hook.post("{\"alerts\":[],\"x\":" + deep + "}").status());
    assertEquals(400, hook.post("{\"alerts\":[],\"groupKey\":" + "9".repeat(5_000) + "}").status());
    assertEquals(200, hook.post("{\"alerts\":[],\"groupKey\":1e400,\"groupKey\":2}").status());
  }

  @Test
  void refusesHugeBody() {
    byte[] huge = new byte[50_000_000];
    Arrays.fill(huge, (byte) ' ');

    Reply reply = hook.post(PATH, huge);

    assertEquals(413, reply.status());
    assertTrue(reply.json().getString("detail").contains("5242880"));
  }

  @Test
  void readsGzipWithinItsBound() throws IOException {
    byte[] good = gzip(payload(firing("a", T1)).encode().getBytes(StandardCharsets.UTF_8));
    byte[] bomb = gzip(new byte[60_000_000]);

    assertEquals(200, hook.post(PATH, good, "Content-Encoding", "gzip").status());
    assertEquals(413, hook.post(PATH, bomb, "Content-Encoding", "gzip").status());
    assertEquals(
        400,
        hook.post(PATH, "{}".getBytes(StandardCharsets.UTF_8), "Content-Encoding", "gzip")
            .status());
    assertEquals(415, hook.post(PATH, good, "Content-Encoding", "br").status());
  }

  @Test
  void takesTenThousandAlertsAndNotOneMore() {
    assertEquals(200, hook.post(many(10_000)).status());
    assertEquals(10_000, alerts());

    Reply more = hook.post(many(10_001));

    assertEquals(413, more.status());
    assertTrue(more.json().getString("detail").contains("10000"));
    assertEquals(10_000, alerts());
  }

  @Test
  void keepsAlertWithTextsThatCannotBeStored() {
    JsonObject alert = firing("a", T1);
    alert
        .getJsonObject("labels")
        .put("nul", "a\0b")
        .put("lone", "\uD83D")
        .put("html", "<script>alert(1)</script>")
        .put("big", "x".repeat(1_000_000));

    Reply reply = hook.post(payload(alert));

    assertEquals(200, reply.status());
    JsonObject labels =
        new JsonObject(
            tenant.one("SELECT labels FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
    assertEquals("a\uFFFDb", labels.getString("nul"));
    assertEquals("<script>alert(1)</script>", labels.getString("html"));
    assertTrue(labels.getString("big").endsWith("of 1000000 characters]"));
    assertTrue(
        tenant
            .one("SELECT decisions FROM alerting.alert WHERE tenant_id = ?", tenant.id())
            .contains("adjusted"));
  }

  @Test
  void takesClocksThatAreYearsOff() {
    assertEquals("opened", hook.post(payload(firing("a", "2036-01-01T00:00:00Z"))).outcome());
    assertEquals("opened", hook.post(payload(firing("b", "1971-01-01T00:00:00Z"))).outcome());
    assertEquals("opened", hook.post(payload(firing("c", "+99999-01-01T00:00:00Z"))).outcome());
  }

  @Test
  void refusesLongIdempotencyKey() {
    assertEquals(
        400,
        hook.post(payload(firing("a", T1)).encode(), "Idempotency-Key", "k".repeat(256)).status());
  }

  @Test
  void showsConditionThatFailsAndGoesOn() {
    tenant.route(1, "int(labels.team) == 1", tenant.policy("x", 600, false), false);
    tenant.policy("ops", 600, true);

    hook.post(payload(firing("a", T1)));

    JsonArray decisions =
        new JsonArray(
            tenant.one("SELECT decisions FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
    assertEquals("route_failed", decisions.getJsonObject(0).getString("code"));
    assertEquals("routed.default", decisions.getJsonObject(1).getString("code"));
  }

  @Test
  void lethargicConditionsOfOneTenantDoNotStopAnother() {
    for (int i = 1; i <= 20; i++) {
      tenant.route(
          i,
          "labels.all(a, labels.all(b, labels.all(c, labels.all(d, labels.all(e, a + b + c + d + e"
              + " != '"
              + i
              + "'))))) && false",
          tenant.policy("p" + i, 600, false),
          false);
    }
    JsonObject slow = firing("slow", T1);
    for (int i = 0; i < 100; i++) {
      slow.getJsonObject("labels").put("l" + i, "v");
    }
    var waiting = hook.postAtOnce(payload(slow));

    Tenants.Tenant other = Tenants.create();
    long start = System.nanoTime();
    assertEquals(200, new Webhook(base, other.key()).post(payload(firing("a", T1))).status());

    assertTrue(System.nanoTime() - start < 20_000_000_000L);
    assertEquals(200, waiting.join().status());
  }

  private int alerts() {
    return Integer.parseInt(
        tenant.one("SELECT count(*) FROM alerting.alert WHERE tenant_id = ?", tenant.id()));
  }

  private static JsonObject many(int count) {
    JsonObject[] alerts = new JsonObject[count];
    for (int i = 0; i < count; i++) {
      alerts[i] = firing("f" + i, T1);
    }
    return payload(alerts);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
