package dev.tocsin.notification.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.slack.Press;
import dev.tocsin.fakes.slack.PressResult;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SlackEventsTest extends TwoMembers {

  private static final Path CORPUS = Path.of("../../shared/corpus/05-channel-limits/slack");

  /** More than Tocsin once waited before it said that it had an event; less than Slack waits. */
  private static final Duration LONG = Duration.ofMillis(2_600);

  @Test
  void showsThatTheAddressIsOurs() throws Exception {
    HttpResponse<String> answer =
        post(path("/events/"), "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1a\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("3eZbrw1a", answer.body());
  }

  @Test
  void aMentionPagesAndIsAnsweredInItsThread() {
    mention(ada.words("page @" + ben.handle + " Checkout is down " + acme.tenant));
    InboxItem answer = answer("Checkout is down");
    assertEquals(1, Neighbours.get().created(ada.user).size());
    assertTrue(answer.text().startsWith("Paging *" + ben.name + "*"), answer.text());
    assertTrue(!answer.payload().path("thread_ts").asText().isEmpty(), "in a thread");
  }

  @Test
  void theSameEventIsDoneAndAnsweredOnce() {
    var words =
        ada.words("page @" + ben.handle + " Help " + acme.tenant).asEvent("Ev" + acme.tenant);
    mention(words);
    answer("Help");
    mention(words);
    // A later one is answered after whatever the repetition would have been answered with.
    mention(ada.words("page @" + ben.handle + " Later " + acme.tenant));
    answer("Later");
    assertEquals(2, Neighbours.get().created(ada.user).size());
    assertEquals(1, answers("Help"));
  }

  /** What is answered with 200 Slack does not send again: a crash after that would lose it. */
  @Test
  void isAnsweredOnlyWhenItIsDone() throws Exception {
    Neighbours.get().alertingTakes(LONG);
    JsonObject event =
        new JsonObject()
            .put("type", "app_mention")
            .put("user", ada.member)
            .put("text", "<@U0TOCSIN> page \"" + ben.handle + "\" Help " + acme.tenant)
            .put("ts", "1.000001")
            .put("channel", "C0OPS0001");
    JsonObject body =
        new JsonObject()
            .put("type", "event_callback")
            .put("event_id", "Ev" + acme.tenant)
            .put("event", event);
    assertEquals(200, post(path("/events/"), body.encode()).statusCode());
    assertEquals(1, Neighbours.get().created(ada.user).size());
  }

  @Test
  void isAnsweredOnceWhenItIsRepeatedWhileTheFirstIsStillBeingDone() {
    Neighbours.get().alertingTakes(LONG);
    var words =
        ada.words("page @" + ben.handle + " Help " + acme.tenant).asEvent("Ev" + acme.tenant);
    var first = Acme.world().slack().mention(words);
    var second = Acme.world().slack().mention(words);
    assertEquals(200, first.join().status());
    assertEquals(200, second.join().status());
    answer("Help");
    Neighbours.get().alertingTakes(Duration.ZERO);
    mention(ada.words("page @" + ben.handle + " Later " + acme.tenant));
    answer("Later");
    assertEquals(2, Neighbours.get().created(ada.user).size());
    assertEquals(1, answers("Help"));
  }

  @ParameterizedTest
  @EnumSource(Press.Tamper.class)
  void believesNothingThatIsNotSigned(Press.Tamper how) {
    PressResult result =
        Acme.world()
            .slack()
            .mention(ada.words("page @" + ben.handle + " help").tampered(how))
            .join();
    assertEquals(401, result.status(), result.toString());
    assertEquals(List.of(), Neighbours.get().created(ada.user));
  }

  @Test
  void takesWhateverSlackTellsAndNothingElse() throws Exception {
    String path = path("/events/");
    for (String body :
        List.of(
            "{\"type\":\"app_rate_limited\",\"minute_rate_limited\":1}",
            "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"app_home_opened\"}}",
            "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":null}",
            "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"app_mention\",\"bot_id\":\"B1\",\"user\":\"U1\"}}",
            "{\"type\":null}")) {
      assertEquals(200, post(path, body).statusCode(), body);
    }
    for (String body : List.of("", "[]", "null", "{\"type\":\"event_callback\",\"event\":7}")) {
      assertEquals(400, post(path, body).statusCode(), body);
    }
    assertEquals(
        400, post(path, "{\"type\":\"url_verification\",\"challenge\":\"a b\"}").statusCode());
  }

  /** Every inbound body of the corpus, by where Slack sends bodies of its type. */
  @Test
  void takesEveryInboundBodyOfTheCorpus() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), "The corpus is not beside this checkout");
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("inbound-")).toList()) {
        String text = Files.readString(file);
        JsonObject body = new JsonObject(text);
        HttpResponse<String> answer;
        if (body.containsKey("command")) {
          answer = post(path("/commands/"), form(body));
        } else if (List.of("event_callback", "url_verification").contains(body.getString("type"))) {
          answer = post(path("/events/"), text);
        } else {
          answer = post(path("/interactions/"), "payload=" + encoded(text));
        }
        assertEquals(200, answer.statusCode(), file + ": " + answer.body());
        assertTrue(
            answer.body().isEmpty() || body.containsKey("command") || body.containsKey("challenge"),
            file + ": " + answer.body());
      }
    }
  }

  private static String form(JsonObject body) {
    return body.stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(String.valueOf(field.getValue())))
        .collect(java.util.stream.Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void mention(dev.tocsin.fakes.slack.Typed words) {
    PressResult result = Acme.world().slack().mention(words).join();
    assertEquals(200, result.status(), result.toString());
  }

  private long answers(String words) {
    return Acme.world().inbox().list().stream()
        .filter(m -> m.text().contains(words + " " + acme.tenant))
        .count();
  }

  private InboxItem answer(String words) {
    return Acme.world()
        .inbox()
        .awaitMessage(m -> m.text().contains(words + " " + acme.tenant), Duration.ofSeconds(60));
  }
}
