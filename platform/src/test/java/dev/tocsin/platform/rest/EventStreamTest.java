package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class EventStreamTest {
  private static final String EVENTS = "/api/v1/alerts/events";
  private final ApiClient viewer = ApiClient.with(TestTokens.token(Doubles.ACME, "viewer"));

  @Test
  void sendsEachMessageAsAnEventWithItsId() {
    ApiClient.Answer answer = viewer.get(EVENTS);

    assertEquals(200, answer.status(), answer.text());
    assertEquals("text/event-stream", answer.header("content-type"));
    List<String> ids = answer.text().lines().filter(l -> l.startsWith("id: ")).toList();
    assertEquals(List.of("id: e1", "id: e2", "id: e3"), ids);
    assertTrue(answer.text().contains("data: {\"id\":\"e1\","), answer.text());
  }

  @Test
  void goesOnAfterTheLastEventThatTheReaderSaw() {
    ApiClient.send(viewer.request(EVENTS).header("Last-Event-ID", "e42"));

    assertEquals("e42", Doubles.last(WatchTimelineRequest.class).getAfterId());
  }

  @Test
  void refusesAStreamAsAProblemBeforeItBegins() {
    ApiClient.Answer answer = ApiClient.with("").get(EVENTS);

    assertEquals(401, answer.status());
    assertEquals("application/problem+json", answer.header("content-type"));
  }

  @Test
  void tellsAFailureOfARunningStreamAsAnEvent() {
    ApiClient.Answer answer = viewer.get(EVENTS + "?afterId=fail");

    assertTrue(answer.text().contains("id: f1"));
    assertTrue(
        answer.text().contains("event: error\ndata: {\"type\":\"urn:tocsin:problem:not-found\""));
  }

  @Test
  void sendsCommentsWhileNothingHappensAndStopsWhenTheReaderLeaves() throws Exception {
    HttpResponse<InputStream> answer =
        ApiClient.http()
            .send(
                viewer.request(EVENTS + "?after_id=stay").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (!line.equals(": still here")) {
        line = lines.readLine();
      }
      assertEquals(1, Doubles.WATCHING.get());
    }

    for (int i = 0; i < 1200 && Doubles.WATCHING.get() > 0; i++) {
      Thread.sleep(50);
    }
    assertEquals(0, Doubles.WATCHING.get());
  }

  @Test
  void endsAStreamWhoseReaderIsTooSlow() throws Exception {
    HttpResponse<InputStream> answer =
        ApiClient.http()
            .send(
                viewer.request(EVENTS + "?after_id=flood").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    long received = 0;
    boolean cut = false;
    try (InputStream body = answer.body()) {
      for (int i = 0; i < 1200 && Doubles.FLOODING.get(); i++) {
        Thread.sleep(50);
      }
      byte[] buffer = new byte[65536];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        received += n;
      }
    } catch (java.io.IOException e) {
      cut = true;
    }

    assertTrue(cut, "the stream ended well after " + received + " bytes");
    assertFalse(received > 100_000_000, "everything was kept for the slow reader");
  }
}
