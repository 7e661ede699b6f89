package dev.tocsin.fakes.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxItem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebApiTest {

  private static final String ADA = "U0ADA0001";
  private static FakeWorld world;
  private static SlackClient app;
  private final Http http = new Http();

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
    world.slack().add(new SlackChannel("C0PRIV001", "quiet", false, false));
    world.slack().add(new SlackChannel("C0OLD0001", "attic", true, true));
    app = new SlackClient(world);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void empty() {
    world.inbox().clear();
  }

  private static void assertError(String code, JsonNode answer) {
    assertFalse(answer.path("ok").asBoolean(), answer.toString());
    assertEquals(code, answer.path("error").asText(), answer.toString());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    return Json.parse(http.send(request.build()).body()).orElseThrow();
  }

  @Test
  void saysWhoTheTokenIs() {
    JsonNode answer = app.call("auth.test", "{}");
    assertTrue(answer.path("ok").asBoolean());
    assertEquals("Tocsin", answer.path("user").asText());
    assertTrue(answer.path("bot_id").asText().startsWith("B"));
  }

  @Test
  void refusesCallsWithoutOrWithAnUnknownToken() throws IOException {
    String url = world.slack().apiUrl() + "chat.postMessage";
    assertError("not_authed", send(Http.json(url, "{\"channel\":\"#ops\",\"text\":\"x\"}")));
    assertError(
        "not_authed",
        send(Http.json(url, "{\"token\":\"" + FakeWorldConfig.BOT_TOKEN + "\",\"text\":\"x\"}")));
    assertError("invalid_auth", new SlackClient(world, "xoxb-stolen").say("#ops", "x"));
    assertTrue(world.inbox().list().isEmpty());
  }

  @Test
  void takesTheTokenFromAForm() throws IOException {
    JsonNode answer =
        send(
            Http.form(
                world.slack().apiUrl() + "chat.postMessage",
                Map.of("token", FakeWorldConfig.BOT_TOKEN, "channel", "#ops", "text", "hi")));
    assertTrue(answer.path("ok").asBoolean(), answer.toString());
  }

  @Test
  void refusesATokenWithoutTheScope() {
    world
        .slack()
        .install(
            new SlackApp(
                "reader", "xoxb-reader", "secret", null, Set.of("users:read"), null, null));
    JsonNode answer = new SlackClient(world, "xoxb-reader").say("#ops", "x");
    assertError("missing_scope", answer);
    assertEquals("chat:write", answer.path("needed").asText());
  }

  @Test
  void namesMethodsAndBodiesThatItCannotUse() throws IOException {
    assertError("unknown_method", app.call("chat.shout", "{}"));
    assertError("invalid_json", app.call("chat.postMessage", "{\"channel\":"));
    assertError("json_not_object", app.call("chat.postMessage", "[1]"));
    String url = world.slack().apiUrl() + "chat.postMessage";
    HttpRequest.Builder plain =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "text/plain")
            .header("Authorization", "Bearer " + FakeWorldConfig.BOT_TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("hello"));
    assertError("invalid_post_type", send(plain));
    HttpRequest.Builder latin =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json; charset=utf-16")
            .header("Authorization", "Bearer " + FakeWorldConfig.BOT_TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertError("invalid_charset", send(latin));
  }

  @Test
  void warnsAboutAMissingCharset() throws IOException {
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(world.slack().apiUrl() + "auth.test"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + FakeWorldConfig.BOT_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertEquals("missing_charset", answer.path("warning").asText());
  }

  @Test
  void postsToAChannelByNameAndId() {
    JsonNode byName = app.say("#ops", "fire");
    JsonNode byId = app.say("C0OPS0001", "again");
    assertEquals("C0OPS0001", byName.path("channel").asText());
    assertEquals("C0OPS0001", byId.path("channel").asText());
    InboxItem newest = world.inbox().list().getFirst();
    assertEquals("#ops", newest.to());
    assertEquals("again", newest.text());
  }

  @Test
  void opensDirectMessagesByPostingToAPerson() {
    JsonNode answer = app.say(ADA, "wake up");
    assertTrue(answer.path("channel").asText().startsWith("D"), answer.toString());
    InboxItem item =
        world.inbox().awaitMessage(m -> m.isFor("ada@acme.test"), Duration.ofSeconds(60));
    assertEquals(ADA, item.to());
    JsonNode opened = app.call("conversations.open", Json.object().put("users", ADA));
    assertEquals(answer.path("channel").asText(), opened.path("channel").path("id").asText());
    assertTrue(opened.path("already_open").asBoolean());
  }

  @Test
  void refusesChannelsThatCannotBePostedTo() {
    assertError("channel_not_found", app.say("#nowhere", "x"));
    assertError("channel_not_found", app.say("", "x"));
    assertError("channel_not_found", app.say("U0NOBODY1", "x"));
    assertError("not_in_channel", app.say("#quiet", "x"));
    assertError("is_archived", app.say("#attic", "x"));
    assertError("user_not_found", app.call("conversations.open", "{\"users\":\"U0NOBODY1\"}"));
  }

  @Test
  void refusesEmptyAndEndlessTexts() {
    assertError("no_text", app.say("#ops", ""));
    assertTrue(app.say("#ops", "x".repeat(40_000)).path("ok").asBoolean());
    assertError("msg_too_long", app.say("#ops", "x".repeat(40_001)));
  }

  @Test
  void refusesMetadataOfAnotherShape() {
    String start = "{\"channel\":\"#ops\",\"text\":\"x\",\"metadata\":";
    assertError("invalid_metadata_format", app.call("chat.postMessage", start + "\"a\"}"));
    assertError(
        "invalid_metadata_schema",
        app.call("chat.postMessage", start + "{\"event_type\":\"t\",\"event_payload\":3}}"));
    assertError(
        "invalid_metadata_schema", app.call("chat.postMessage", start + "{\"event_payload\":{}}}"));
  }

  @Test
  void givesEachMessageALaterTs() {
    Set<String> seen = new HashSet<>();
    String last = "";
    for (int i = 0; i < 50; i++) {
      String ts = app.say("#ops", "m" + i).path("ts").asText();
      assertTrue(seen.add(ts) && ts.compareTo(last) > 0, ts + " after " + last);
      last = ts;
    }
  }

  @Test
  void findsAPostedMessageByItsMetadata() {
    ObjectNode body = Json.object().put("channel", ADA).put("text", "page");
    body.putObject("metadata")
        .put("event_type", "tocsin_delivery")
        .putObject("event_payload")
        .put("delivery_id", "d-1");
    JsonNode posted = app.call("chat.postMessage", body);
    String before = "1.000000";
    ObjectNode ask =
        Json.object().put("channel", posted.path("channel").asText()).put("oldest", before);
    JsonNode without = app.call("conversations.history", ask);
    JsonNode with =
        app.call("conversations.history", ask.deepCopy().put("include_all_metadata", true));
    assertTrue(without.path("messages").get(0).path("metadata").isMissingNode());
    assertEquals(
        "d-1",
        with.path("messages")
            .get(0)
            .path("metadata")
            .path("event_payload")
            .path("delivery_id")
            .asText());
  }

  @Test
  void pagesThroughHistoryNewestFirst() {
    world.slack().add(SlackChannel.open("C0HIST001", "history"));
    String first = app.say("#history", "m0").path("ts").asText();
    for (int i = 1; i < 5; i++) {
      app.say("#history", "m" + i);
    }
    JsonNode page = app.form("conversations.history", Map.of("channel", "C0HIST001", "limit", "2"));
    assertEquals("m4", page.path("messages").get(0).path("text").asText());
    assertTrue(page.path("has_more").asBoolean());
    JsonNode rest =
        app.form(
            "conversations.history",
            Map.of(
                "channel", "C0HIST001",
                "limit", "10",
                "cursor", page.path("response_metadata").path("next_cursor").asText()));
    assertEquals(3, rest.path("messages").size());
    assertFalse(rest.path("has_more").asBoolean());
    JsonNode later =
        app.form("conversations.history", Map.of("channel", "C0HIST001", "oldest", first));
    assertEquals(4, later.path("messages").size());
    assertError(
        "invalid_ts_oldest",
        app.form("conversations.history", Map.of("channel", "C0HIST001", "oldest", "monday")));
    assertError(
        "invalid_limit",
        app.form("conversations.history", Map.of("channel", "C0HIST001", "limit", "-1")));
    assertError(
        "channel_not_found", app.form("conversations.history", Map.of("channel", "#history")));
  }

  @Test
  void changesAMessageInPlace() {
    JsonNode posted = app.say("#ops", "firing");
    JsonNode changed =
        app.call(
            "chat.update",
            Json.object()
                .put("channel", posted.path("channel").asText())
                .put("ts", posted.path("ts").asText())
                .put("text", "acknowledged"));
    assertTrue(changed.path("ok").asBoolean(), changed.toString());
    InboxItem item = world.inbox().list().getFirst();
    assertEquals("acknowledged", item.text());
    assertEquals(1, item.updates());
    assertEquals("firing", item.past().getFirst());
    assertEquals(posted.path("ts").asText(), item.ts());
  }

  @Test
  void updateWithTextAloneRemovesTheBlocks() {
    JsonNode posted =
        app.postBlocks("[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"b\"}}]");
    app.call(
        "chat.update",
        Json.object()
            .put("channel", "C0OPS0001")
            .put("ts", posted.path("ts").asText())
            .put("text", "t"));
    assertTrue(world.inbox().list().getFirst().payload().path("blocks").isMissingNode());
  }

  @Test
  void refusesToChangeWhatIsNotThereOrNotYours() {
    String ts = app.say("#ops", "mine").path("ts").asText();
    ObjectNode update = Json.object().put("channel", "C0OPS0001").put("text", "t");
    assertError("message_not_found", app.call("chat.update", update.deepCopy().put("ts", "1.0")));
    assertError(
        "channel_not_found",
        app.call("chat.update", update.deepCopy().put("ts", ts).put("channel", "#ops")));
    world.slack().install(SlackApp.of("other", "xoxb-other", "secret", null));
    SlackClient other = new SlackClient(world, "xoxb-other");
    assertError("cant_update_message", other.call("chat.update", update.deepCopy().put("ts", ts)));
  }

  @Test
  void hidesOneAppsDirectMessagesFromAnother() {
    String dm = app.say(ADA, "private").path("channel").asText();
    world.slack().install(SlackApp.of("other", "xoxb-other", "secret", null));
    SlackClient other = new SlackClient(world, "xoxb-other");
    assertError("channel_not_found", other.say(dm, "x"));
    assertNotEquals(dm, other.say(ADA, "hello").path("channel").asText());
  }

  @Test
  void looksPeopleUpByIdAndAddress() {
    assertEquals(
        ADA,
        app.form("users.lookupByEmail", Map.of("email", "ADA@acme.test"))
            .path("user")
            .path("id")
            .asText());
    assertEquals(
        "ada@acme.test",
        app.form("users.info", Map.of("user", ADA))
            .path("user")
            .path("profile")
            .path("email")
            .asText());
    assertError(
        "users_not_found", app.form("users.lookupByEmail", Map.of("email", "no@acme.test")));
    assertError("user_not_found", app.form("users.info", Map.of("user", "U0NOBODY1")));
  }

  @Test
  void readingMethodsFindNoArgumentsInJson() {
    assertError(
        "invalid_arguments",
        app.call("users.lookupByEmail", Json.object().put("email", "ada@acme.test")));
  }

  @Test
  void ephemeralMessagesAreInNoHistory() {
    world.slack().add(SlackChannel.open("C0EPHM001", "whisper"));
    JsonNode answer =
        app.call(
            "chat.postEphemeral",
            Json.object().put("channel", "#whisper").put("user", ADA).put("text", "psst"));
    assertFalse(answer.path("message_ts").asText().isEmpty());
    assertEquals(
        0,
        app.form("conversations.history", Map.of("channel", "C0EPHM001")).path("messages").size());
    assertError(
        "message_not_found",
        app.call(
            "chat.update",
            Json.object()
                .put("channel", "C0EPHM001")
                .put("ts", answer.path("message_ts").asText())
                .put("text", "t")));
  }
}
