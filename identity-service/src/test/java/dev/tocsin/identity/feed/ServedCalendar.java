package dev.tocsin.identity.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.time.TocsinClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of a calendar, and what Tocsin knows of it. */
abstract class ServedCalendar {

  static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Inject TocsinClock clock;

  final AtomicReference<String> served = new AtomicReference<>("");
  final AtomicInteger status = new AtomicInteger(200);
  final AtomicInteger unchanged = new AtomicInteger();

  HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  void answer(HttpExchange call) throws IOException {
    if (call.getRequestURI().getPath().equals("/moved")) {
      call.getResponseHeaders().add("Location", "/secret-token/basic.ics");
      call.sendResponseHeaders(302, -1);
      call.close();
      return;
    }
    byte[] body = served.get().getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + served.get().hashCode() + "\"";
    call.getResponseHeaders().add("ETag", tag);
    if (tag.equals(call.getRequestHeaders().getFirst("If-None-Match"))) {
      unchanged.incrementAndGet();
      call.sendResponseHeaders(304, -1);
    } else {
      call.sendResponseHeaders(status.get(), body.length);
      call.getResponseBody().write(body);
    }
    call.close();
  }

  static JsonObject layered(String feed) {
    return new JsonObject()
        .put("name", "By calendar " + feed)
        .put("timeZone", "UTC")
        .put(
            "layers",
            new JsonArray().add(new JsonObject().put("name", "calendar").put("feedId", feed)));
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  static JsonObject create(TestTenant tenant, String url) {
    return tenant
        .owner()
        .post("/api/v1/calendar-feeds", new JsonObject().put("name", "rota").put("url", url))
        .expect(200);
  }

  static JsonObject refresh(TestTenant tenant, JsonObject feed) {
    return tenant
        .owner()
        .post("/api/v1/calendar-feeds/" + feed.getString("id") + "/refresh", new JsonObject())
        .expect(200);
  }

  static JsonObject get(TestTenant tenant, JsonObject feed) {
    return tenant.owner().get("/api/v1/calendar-feeds/" + feed.getString("id")).expect(200);
  }

  static JsonArray events(TestTenant tenant, JsonObject feed) {
    return tenant
        .owner()
        .get("/api/v1/calendar-feeds/" + feed.getString("id") + "/events")
        .expect(200)
        .getJsonArray("events", new JsonArray());
  }

  static String calendar(String... events) {
    return "BEGIN:VCALENDAR\nX-WR-CALNAME:Rota\n" + String.join("", events) + "END:VCALENDAR\n";
  }

  static String event(String uid, Instant start, int hours, String summary) {
    return "BEGIN:VEVENT\nUID:%s\nDTSTART:%s\nDTEND:%s\nSUMMARY:%s\nEND:VEVENT\n"
        .formatted(
            uid, UTC.format(start), UTC.format(start.plus(hours, ChronoUnit.HOURS)), summary);
  }
}
