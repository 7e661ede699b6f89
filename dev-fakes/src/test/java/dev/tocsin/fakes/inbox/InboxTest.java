package dev.tocsin.fakes.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static FakeWorld world;
  private final Http http = new Http();

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual().keeping(20));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void empty() {
    assertEquals(200, http.delete(world.url() + "/inbox").statusCode());
  }

  private static InboxItem arrive(String channel, String to, String text, Instant at) {
    return world
        .inbox()
        .add(
            new InboxDraft(
                channel,
                to,
                List.of("alias-of-" + to),
                "someone",
                "s",
                text,
                Json.object(),
                at,
                List.of()));
  }

  private JsonNode list(String query) {
    return http.getJson(world.url() + "/inbox" + query);
  }

  @Test
  void listsNewestFirstAndFilters() {
    arrive("slack", "#ops", "one", NOON);
    arrive("email", "ada@acme.test", "two", NOON.plusSeconds(1));
    InboxItem third = arrive("slack", "U1", "three", NOON.plusSeconds(2));
    assertEquals("three", list("").get(0).path("text").asText());
    assertEquals(2, list("?channel=slack").size());
    assertEquals(1, list("?to=ops").size());
    assertEquals(1, list("?to=ALIAS-OF-u1").size());
    assertEquals(2, list("?since=2026-03-01T12:00:01Z").size());
    assertEquals(1, list("?since=" + NOON.plusSeconds(2).toEpochMilli()).size());
    assertEquals(1, list("?after=" + (third.id() - 1)).size());
    assertEquals(1, list("?contains=tw").size());
    assertEquals(2, list("?limit=2").size());
    assertEquals(400, http.get(world.url() + "/inbox?since=yesterday").statusCode());
  }

  @Test
  void waitsForTheNextMessage() throws Exception {
    InboxItem known = arrive("slack", "#ops", "old", NOON);
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> list("?wait=10&after=" + known.id()));
    Thread.sleep(200);
    assertTrue(!waiting.isDone());
    arrive("slack", "#ops", "new", NOON);
    assertEquals("new", waiting.get().get(0).path("text").asText());
  }

  @Test
  void stopsWaitingWhenTheTimeIsOver() {
    long started = System.nanoTime();
    assertEquals(0, list("?wait=0.3&contains=never").size());
    assertTrue(System.nanoTime() - started > 290_000_000L);
  }

  @Test
  void tellsWhatChanged() {
    InboxItem item = arrive("slack", "#ops", "firing", NOON);
    arrive("slack", "#ops", "other", NOON);
    long seen = world.inbox().revision();
    assertEquals(0, list("?changed=" + seen).size());
    world.inbox().change(item.id(), i -> i.changed("s", "resolved", Json.object(), List.of()));
    JsonNode changed = list("?changed=" + seen);
    assertEquals(1, changed.size());
    assertEquals("resolved", changed.get(0).path("text").asText());
    assertEquals("firing", changed.get(0).path("past").get(0).asText());
    assertEquals(1, changed.get(0).path("updates").asInt());
  }

  @Test
  void keepsOnlyAsMuchAsItMay() {
    for (int i = 0; i < 25; i++) {
      arrive("webhook", "x", "m" + i, NOON);
    }
    JsonNode stats = http.getJson(world.url() + "/inbox/stats");
    assertEquals(20, stats.path("kept").asInt());
    assertEquals("m5", list("").get(19).path("text").asText());
  }

  @Test
  void givesOneItemByItsNumber() {
    InboxItem item = arrive("slack", "#ops", "one", NOON);
    assertEquals("one", http.getJson(world.url() + "/inbox/" + item.id()).path("text").asText());
    HttpResponse<String> missing = http.get(world.url() + "/inbox/999999");
    assertEquals(404, missing.statusCode());
  }

  @Test
  void awaitingFailsWithWhatDidArrive() {
    arrive("slack", "#ops", "something else", NOON);
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                world.inbox().awaitMessage(m -> m.text().contains("page"), Duration.ofMillis(50)));
    assertTrue(error.getMessage().contains("something else"), error.getMessage());
  }

  @Test
  void noticesTheMessageThatMustNotCome() {
    world.inbox().assertNoMessage(m -> true, Duration.ofMillis(50));
    arrive("slack", "#ops", "unwanted", NOON);
    assertThrows(
        AssertionError.class,
        () -> world.inbox().assertNoMessage(m -> true, Duration.ofMillis(50)));
  }

  @Test
  void recordsWhateverComesToAHook() {
    http.post(world.hooks().url("bridge") + "/sub?x=1", "{\"a\":1}");
    JsonNode item = list("?channel=webhook&to=bridge").get(0);
    assertEquals("POST /hooks/bridge/sub", item.path("subject").asText());
    assertEquals(1, item.path("payload").path("json").path("a").asInt());
    assertEquals("POST", item.path("payload").path("method").asText());
  }
}
