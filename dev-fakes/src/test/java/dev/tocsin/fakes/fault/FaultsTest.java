package dev.tocsin.fakes.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of a fake behind HTTP, as its caller sees it, and what the inbox then holds. */
class FaultsTest {

  private static FakeWorld world;
  private final Http http = new Http();

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void calm() {
    world.faults().clear();
    world.inbox().clear();
  }

  private void arm(String json) {
    HttpResponse<String> armed = http.post(world.url() + "/faults", json);
    assertEquals(200, armed.statusCode(), armed.body());
  }

  private HttpRequest.Builder message(String text) {
    return Http.json(
            world.slack().apiUrl() + "chat.postMessage",
            "{\"channel\":\"#ops\",\"text\":\"" + text + "\"}")
        .header("Authorization", "Bearer " + FakeWorldConfig.BOT_TOKEN);
  }

  private HttpResponse<String> post(String text) throws IOException {
    return http.send(message(text).build());
  }

  private static int recorded() {
    return world.inbox().list().size();
  }

  @Test
  void failsSoManyTimesAndThenWorks() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"fail\",\"status\":503,\"count\":2}");
    assertEquals(503, post("a").statusCode());
    assertEquals(1, http.getJson(world.url() + "/faults").get(0).path("hits").asInt());
    assertEquals(503, post("b").statusCode());
    assertEquals(200, post("c").statusCode());
    assertEquals(1, recorded());
    assertTrue(world.faults().list().isEmpty());
  }

  @Test
  void answersSlacksOwnErrorsWhenTold() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"fail\",\"error\":\"fatal_error\"}");
    HttpResponse<String> answer = post("a");
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"fatal_error\""));
    assertEquals(0, recorded());
  }

  @Test
  void limitsTheRate() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"rate_limit\",\"retry_after\":7}");
    HttpResponse<String> answer = post("a");
    assertEquals(429, answer.statusCode());
    assertEquals("7", answer.headers().firstValue("Retry-After").orElse(""));
    assertTrue(answer.body().contains("\"ratelimited\""));
    assertEquals(0, recorded());
  }

  @Test
  void losesACallWithoutATrace() {
    arm("{\"target\":\"slack\",\"mode\":\"lose\"}");
    assertThrows(IOException.class, () -> post("a"));
    assertEquals(0, recorded());
  }

  @Test
  void acceptsAndThenLosesTheAnswer() {
    arm("{\"target\":\"slack\",\"mode\":\"reset_after_accept\"}");
    assertThrows(IOException.class, () -> post("a"));
    assertEquals(1, recorded());
  }

  @Test
  void isSlowButDoesIt() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"slow\",\"delay_ms\":300}");
    long started = System.nanoTime();
    assertEquals(200, post("a").statusCode());
    assertTrue(System.nanoTime() - started >= 290_000_000L);
    assertEquals(1, recorded());
  }

  @Test
  void isSlowAndDoesItThoughTheCallerHasGone() {
    arm("{\"target\":\"slack\",\"mode\":\"slow\",\"delay_ms\":600}");
    HttpRequest impatient = message("a").timeout(Duration.ofMillis(100)).build();
    assertThrows(IOException.class, () -> http.send(impatient));
    world.inbox().awaitMessage(m -> m.text().equals("a"), Duration.ofSeconds(60));
  }

  @Test
  void hangsAndThenCloses() {
    arm("{\"target\":\"slack\",\"mode\":\"hang\",\"delay_ms\":400}");
    long started = System.nanoTime();
    assertThrows(IOException.class, () -> post("a"));
    assertTrue(System.nanoTime() - started >= 390_000_000L);
    assertEquals(0, recorded());
  }

  @Test
  void hangsForAMinuteUnlessTold() {
    arm("{\"target\":\"slack\",\"mode\":\"hang\"}");
    assertEquals(Duration.ofMinutes(1), world.faults().list().getFirst().fault().delay());
  }

  @Test
  void dripsTheAnswer() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"drip\",\"delay_ms\":3}");
    long started = System.nanoTime();
    HttpResponse<String> answer = post("a");
    assertTrue(answer.body().contains("\"ok\":true"));
    assertTrue(System.nanoTime() - started > answer.body().length() * 2_000_000L);
    assertEquals(1, recorded());
  }

  @Test
  void hitsOnlyTheMethodThatItNames() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"fail\",\"method\":\"chat.update\"}");
    assertEquals(200, post("a").statusCode());
    assertEquals(500, http.post(world.slack().apiUrl() + "chat.update", "{}").statusCode());
  }

  @Test
  void hitsOnlyOneTenantsToken() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"fail\",\"match\":\"xoxb-other\"}");
    assertEquals(200, post("a").statusCode());
    HttpRequest other =
        Http.json(world.slack().apiUrl() + "auth.test", "{}")
            .header("Authorization", "Bearer xoxb-other")
            .build();
    assertEquals(500, http.send(other).statusCode());
  }

  @Test
  void noneAndDeleteMakeEverythingNormal() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"fail\"}");
    arm("{\"target\":\"slack\",\"mode\":\"none\"}");
    assertEquals(200, post("a").statusCode());
    arm("{\"target\":\"slack\",\"mode\":\"fail\"}");
    http.delete(world.url() + "/faults?target=ticket");
    assertEquals(500, post("b").statusCode());
    http.delete(world.url() + "/faults");
    assertEquals(200, post("c").statusCode());
  }

  @Test
  void leavesOtherTargetsAlone() throws IOException {
    arm("{\"target\":\"slack\",\"mode\":\"lose\"}");
    assertEquals(200, http.post(world.hooks().url("x"), "{}").statusCode());
    arm("{\"target\":\"webhook\",\"mode\":\"fail\",\"status\":502,\"method\":\"x\"}");
    assertEquals(502, http.post(world.hooks().url("x"), "{}").statusCode());
    assertEquals(200, http.post(world.hooks().url("y"), "{}").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nonsense",
        "{\"target\":\"fax\",\"mode\":\"fail\"}",
        "{\"target\":\"slack\",\"mode\":\"explode\"}",
        "{\"target\":\"slack\",\"mode\":\"fail\",\"status\":99}",
        "{\"target\":\"slack\",\"mode\":\"fail\",\"count\":-1}",
        "{\"target\":\"slack\",\"mode\":\"fail\",\"delay\":5}"
      })
  void refusesFaultsThatItDoesNotUnderstand(String json) {
    HttpResponse<String> answer = http.post(world.url() + "/faults", json);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("error"));
    assertTrue(world.faults().list().isEmpty());
  }
}
