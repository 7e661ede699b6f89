package dev.tocsin.fakes.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxItem;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PressTest {

  private static final String BLOCKS =
      """
      [{"type":"section","text":{"type":"mrkdwn","text":"disk full"}},
       {"type":"actions","block_id":"do","elements":[
         {"type":"button","action_id":"tocsin_ack","value":"g-1","style":"primary",
          "text":{"type":"plain_text","text":"Acknowledge"}},
         {"type":"button","url":"https://example.test/a",
          "text":{"type":"plain_text","text":"Open"}}]}]
      """;

  private record Received(String timestamp, String signature, String body) {

    JsonNode payload() {
      String form = URLDecoder.decode(body, StandardCharsets.UTF_8);
      return Json.parse(form.substring("payload=".length())).orElseThrow();
    }
  }

  private final Http http = new Http();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int appStatus = 200;
  private HttpServer appServer;
  private FakeWorld world;
  private SlackClient app;

  @BeforeEach
  void start() throws Exception {
    appServer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    appServer.createContext(
        "/interactions",
        exchange -> {
          received.add(
              new Received(
                  exchange.getRequestHeaders().getFirst("X-Slack-Request-Timestamp"),
                  exchange.getRequestHeaders().getFirst("X-Slack-Signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(appStatus, -1);
          exchange.close();
        });
    appServer.start();
    world = FakeWorld.start(FakeWorldConfig.usual());
    ObjectNode setup =
        Json.object()
            .put("bot_token", FakeWorldConfig.BOT_TOKEN)
            .put(
                "request_url",
                "http://127.0.0.1:" + appServer.getAddress().getPort() + "/interactions");
    assertEquals(200, http.post(world.url() + "/slack/app", Json.write(setup)).statusCode());
    app = new SlackClient(world);
  }

  @AfterEach
  void stop() {
    world.close();
    appServer.stop(0);
  }

  private static String hmac(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    StringBuilder hex = new StringBuilder();
    for (byte b : mac.doFinal(text.getBytes(StandardCharsets.UTF_8))) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }

  private InboxItem posted() {
    assertTrue(app.postBlocks(BLOCKS).path("ok").asBoolean());
    return world.inbox().list().getFirst();
  }

  @Test
  void sendsASignedInteractionByTheCallThatTheInboxNames() throws Exception {
    posted();
    JsonNode action =
        http.getJson(world.url() + "/inbox?channel=slack&to=ops").get(0).path("actions").get(0);

    JsonNode answer =
        Json.parse(http.post(action.path("url").asText(), Json.write(action.path("body"))).body())
            .orElseThrow();

    assertTrue(answer.path("ok").asBoolean(), answer.toString());
    Received request = received.getFirst();
    assertEquals(
        "v0="
            + hmac(
                FakeWorldConfig.SIGNING_SECRET, "v0:" + request.timestamp() + ":" + request.body()),
        request.signature());
    JsonNode payload = request.payload();
    assertEquals("block_actions", payload.path("type").asText());
    assertEquals("tocsin_ack", payload.path("actions").get(0).path("action_id").asText());
    assertEquals("g-1", payload.path("actions").get(0).path("value").asText());
    assertEquals("do", payload.path("actions").get(0).path("block_id").asText());
    assertEquals("U0ADA0001", payload.path("user").path("id").asText());
    assertEquals("C0OPS0001", payload.path("channel").path("id").asText());
    assertEquals("ops", payload.path("channel").path("name").asText());
    assertEquals(
        "disk full",
        payload.path("message").path("blocks").get(0).path("text").path("text").asText());
    assertTrue(world.inbox().list().getFirst().notes().getFirst().contains("Ada Okafor pressed"));
  }

  @Test
  void showsALinkButtonAsTheLink() {
    InboxAction open = posted().action("open").orElseThrow();
    assertEquals("GET", open.method());
    assertEquals("https://example.test/a", open.url());
  }

  @Test
  void pressesAsWhoeverIsNamed() {
    InboxItem item = posted();
    assertTrue(world.slack().press(item, "tocsin_ack", "U0BEN0001").ok());
    assertEquals("ben", received.getFirst().payload().path("user").path("username").asText());
    assertFalse(world.slack().press(item, "tocsin_ack", "U0NOBODY1").ok());
  }

  @Test
  void refusesAButtonThatIsNotThereAnyMore() {
    InboxItem item = posted();
    app.call(
        "chat.update",
        Json.object().put("channel", "C0OPS0001").put("ts", item.ts()).put("text", "done"));
    PressResult result = world.slack().press(item, "tocsin_ack", "");
    assertEquals(0, result.status());
    assertTrue(result.body().contains("no button"), result.body());
    assertTrue(received.isEmpty());
  }

  @Test
  void reportsAnAppThatFails() {
    appStatus = 503;
    PressResult result = world.slack().press(posted(), "tocsin_ack", "");
    assertFalse(result.ok());
    assertEquals(503, result.status());
  }

  @Test
  void canSignWronglyOrLate() throws Exception {
    InboxItem item = posted();
    Press press = Press.of("#ops", item.ts(), "tocsin_ack");
    world.slack().press(press.tampered(Press.Tamper.SIGNATURE)).join();
    world.slack().press(press.tampered(Press.Tamper.UNSIGNED)).join();
    world.slack().press(press.tampered(Press.Tamper.BODY)).join();
    world.slack().press(press.aged(Duration.ofMinutes(10))).join();
    for (int i : new int[] {0, 2}) {
      Received bad = received.get(i);
      assertNotEquals(
          "v0=" + hmac(FakeWorldConfig.SIGNING_SECRET, "v0:" + bad.timestamp() + ":" + bad.body()),
          bad.signature());
    }
    assertNull(received.get(1).signature());
    long age =
        Long.parseLong(received.get(0).timestamp()) - Long.parseLong(received.get(3).timestamp());
    assertTrue(age >= 599 && age <= 605, "aged by " + age);
  }

  @Test
  void responseUrlReplacesTheOriginalAndWhispers() {
    InboxItem item = posted();
    world.slack().press(item, "tocsin_ack", "U0BEN0001");
    String url = received.getFirst().payload().path("response_url").asText();

    assertEquals(
        "ok", http.post(url, "{\"replace_original\":true,\"text\":\"acked by ben\"}").body());
    assertEquals("ok", http.post(url, "{\"text\":\"only you see this\"}").body());

    InboxItem replaced = world.inbox().get(item.id()).orElseThrow();
    assertEquals("acked by ben", replaced.text());
    InboxItem whisper = world.inbox().list().getFirst();
    assertEquals("U0BEN0001", whisper.payload().path("ephemeral_for").asText());
  }

  @Test
  void responseUrlWorksFiveTimesAndThirtyMinutes() {
    InboxItem item = posted();
    world.slack().press(item, "tocsin_ack", "");
    world.slack().press(item, "tocsin_ack", "");
    String first = received.get(0).payload().path("response_url").asText();
    String second = received.get(1).payload().path("response_url").asText();
    for (int i = 0; i < 5; i++) {
      assertEquals(200, http.post(first, "{\"text\":\"" + i + "\"}").statusCode());
    }
    var sixth = http.post(first, "{\"text\":\"6\"}");
    assertEquals(404, sixth.statusCode());
    assertTrue(sixth.body().contains("used_url"));
    world.clock().advance(Duration.ofMinutes(31));
    assertTrue(http.post(second, "{\"text\":\"late\"}").body().contains("expired_url"));
  }

  @Test
  void responseUrlIsAsStrictAsPosting() {
    world.slack().press(posted(), "tocsin_ack", "");
    String url = received.getFirst().payload().path("response_url").asText();
    assertTrue(
        http.post(url, "{\"replace_original\":\"true\",\"text\":\"t\"}")
            .body()
            .contains("invalid_payload"));
    assertTrue(http.post(url, "{}").body().contains("no_text"));
    assertTrue(
        http.post(url, "{\"blocks\":[{\"type\":\"nope\"}]}").body().contains("invalid_blocks"));
  }
}
