package dev.tocsin.fakes.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxItem;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeTicketsTest {

  private static FakeWorld world;
  private final Http http = new Http();
  private int ids;

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void empty() {
    world.inbox().clear();
  }

  private String freshId() {
    return "msg_" + System.nanoTime() + "_" + ids++;
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key =
        Base64.getDecoder().decode(FakeWorldConfig.TICKET_SECRET.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(String id, String body) throws Exception {
    String timestamp = Long.toString(world.clock().instant().getEpochSecond());
    return send(id, timestamp, "v1," + hmac(id + "." + timestamp + "." + body), body);
  }

  private HttpResponse<String> send(String id, String timestamp, String signature, String body)
      throws IOException {
    HttpRequest request =
        Http.json(world.tickets().url("desk"), body)
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .build();
    return http.send(request);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Json.parse(response.body()).orElseThrow();
  }

  @Test
  void opensChangesAndClosesOneTicketPerKey() throws Exception {
    HttpResponse<String> opened =
        send(freshId(), "{\"external_key\":\"k1\",\"title\":\"Disk full\",\"action\":\"create\"}");
    assertEquals(201, opened.statusCode(), opened.body());
    assertEquals("open", json(opened).path("state").asText());

    HttpResponse<String> closed =
        send(freshId(), "{\"data\":{\"external_key\":\"k1\",\"state\":\"resolved\"}}");
    assertEquals(200, closed.statusCode());
    assertEquals(json(opened).path("id"), json(closed).path("id"));
    assertEquals("closed", json(closed).path("state").asText());

    JsonNode ticket = http.getJson(json(opened).path("url").asText());
    assertEquals("Disk full", ticket.path("title").asText());
    assertEquals(2, ticket.path("version").asInt());
    InboxItem item = world.inbox().list().getFirst();
    assertEquals(1, item.updates());
    assertEquals("closed", item.payload().path("state").asText());
  }

  @Test
  void knowsARequestAgain() throws Exception {
    String id = freshId();
    String body = "{\"external_key\":\"k2\",\"title\":\"once\"}";
    HttpResponse<String> first = send(id, body);
    HttpResponse<String> again = send(id, body);
    assertEquals(first.body(), again.body());
    assertEquals(1, world.inbox().list().size());
    assertEquals(0, world.inbox().list().getFirst().updates());
    assertEquals(409, send(id, "{\"external_key\":\"k2\",\"title\":\"twice\"}").statusCode());
  }

  @Test
  void refusesWhatIsNotSignedRightly() throws Exception {
    String now = Long.toString(world.clock().instant().getEpochSecond());
    String old = Long.toString(world.clock().instant().getEpochSecond() - 301);
    String body = "{\"external_key\":\"k3\"}";
    String right = "v1," + hmac("m." + now + "." + body);
    assertEquals(401, send("m", now, "v1,AAAA", body).statusCode());
    assertEquals(401, send("m", now, right, body + " ").statusCode());
    assertEquals(401, send("other", now, right, body).statusCode());
    assertEquals(401, send("m", old, "v1," + hmac("m." + old + "." + body), body).statusCode());
    assertEquals(401, send("m", "soon", right, body).statusCode());
    assertEquals(401, http.post(world.tickets().url("desk"), body).statusCode());
    assertTrue(world.inbox().list().isEmpty());
    assertEquals(201, send("m", now, "v1a,xxxx v1,AAAA " + right, body).statusCode());
  }

  @Test
  void refusesBodiesWithoutAKey() throws Exception {
    assertEquals(422, send(freshId(), "{\"title\":\"x\"}").statusCode());
    assertEquals(400, send(freshId(), "not json").statusCode());
  }

  @Test
  void opensFurtherWebhooks() {
    String url = world.url() + "/tickets/second";
    assertEquals(404, http.post(url, "{}").statusCode());
    world.tickets().receive("second", FakeWorldConfig.TICKET_SECRET);
    assertEquals(401, http.post(url, "{}").statusCode());
  }
}
