package dev.tocsin.fakes.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxItem;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people type reaches the app as Slack sends it, and its answers are taken as Slack does. */
class CommandTest {

  private record Received(String path, String signature, String timestamp, String body) {

    String field(String name) {
      for (String pair : body.split("&")) {
        if (pair.startsWith(name + "=")) {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }

    JsonNode json() {
      return Json.parse(body).orElseThrow();
    }
  }

  private final Http http = new Http();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private volatile String answer = "";
  private HttpServer appServer;
  private FakeWorld world;

  @BeforeEach
  void start() throws Exception {
    appServer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    appServer.createContext(
        "/",
        exchange -> {
          received.add(
              new Received(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("X-Slack-Signature"),
                  exchange.getRequestHeaders().getFirst("X-Slack-Request-Timestamp"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    appServer.start();
    world = FakeWorld.start(FakeWorldConfig.usual());
    String app = "http://127.0.0.1:" + appServer.getAddress().getPort();
    world
        .slack()
        .install(
            SlackApp.of("T", FakeWorldConfig.BOT_TOKEN, FakeWorldConfig.SIGNING_SECRET, null)
                .sendingCommandsTo(app + "/commands")
                .sendingEventsTo(app + "/events"));
  }

  @AfterEach
  void stop() {
    world.close();
    appServer.stop(0);
  }

  private static Typed typed(String words) {
    return Typed.of(FakeWorldConfig.BOT_TOKEN, "ops", "U0ADA0001", words);
  }

  @Test
  void sendsASignedFormWithMembersAsIds() {
    assertTrue(world.slack().command(typed("page @ben a<b & #ops mail x@ben")).join().ok());
    Received form = received.getFirst();
    assertEquals("/commands", form.path());
    assertEquals(
        "page <@U0BEN0001|ben> a&lt;b &amp; <#C0OPS0001|ops> mail x@ben", form.field("text"));
    assertEquals("/tocsin", form.field("command"));
    assertEquals("U0ADA0001", form.field("user_id"));
    assertEquals(
        Signature.of(FakeWorldConfig.SIGNING_SECRET, Long.parseLong(form.timestamp()), form.body()),
        form.signature());
  }

  @Test
  void showsTheAnswerToWhoTypedAlone() {
    answer = "{\"response_type\":\"ephemeral\",\"text\":\"done\"}";
    assertTrue(world.slack().command(typed("help")).join().ok());
    InboxItem whisper = world.inbox().list().getFirst();
    assertEquals("done", whisper.text());
    assertEquals("U0ADA0001", whisper.payload().path("ephemeral_for").asText());
    assertEquals(
        "ok", http.post(received.getFirst().field("response_url"), "{\"text\":\"later\"}").body());
    assertEquals("later", world.inbox().list().getFirst().text());
  }

  @Test
  void isAsStrictWithAnswersAsSlack() {
    for (String wrong :
        List.of("plain", "{\"response_type\":\"aloud\",\"text\":\"x\"}", "{\"text\":\"\"}")) {
      answer = wrong;
      assertFalse(world.slack().command(typed("help")).join().ok(), wrong);
    }
  }

  @Test
  void repeatsAMentionUntilTheAppTakesIt() {
    statuses.addAll(List.of(500, 503));
    assertTrue(world.slack().mention(typed("oncall")).join().ok());
    assertEquals(3, received.size());
    JsonNode event = received.getFirst().json();
    assertEquals(event, received.get(2).json());
    assertEquals("app_mention", event.path("event").path("type").asText());
    assertTrue(event.path("event").path("text").asText().matches("<@UB\\w+> oncall"));
  }

  @Test
  void verifiesAnEventsUrlByItsChallenge() {
    answer = "something else";
    assertFalse(
        world.slack().verifyEvents(FakeWorldConfig.BOT_TOKEN).join().ok(),
        "the challenge must come back");
    assertEquals("url_verification", received.getFirst().json().path("type").asText());
  }
}
