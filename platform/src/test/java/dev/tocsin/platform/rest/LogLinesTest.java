package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.platform.test.TestServers;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged during a call says whose it is. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class LogLinesTest {
  private static final String BROKEN = "/api/v1/alerts/11111111-0000-7000-8000-000000000001";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        private final JsonFormatter json = new JsonFormatter();

        @Override
        public void publish(LogRecord logged) {
          lines.add(json.format(ExtLogRecord.wrap(logged)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(handler);
  }

  @AfterEach
  void leave() {
    Logger.getLogger("").removeHandler(handler);
  }

  @Test
  void carriesTenantRequestUserAndDomain() {
    ApiClient.send(
        ApiClient.with(TestTokens.token(Doubles.ACME, "viewer"))
            .request(BROKEN)
            .header("X-Request-Id", "logged-7"));

    JsonObject line = line("logged-7");
    JsonObject context = line.getJsonObject("mdc");
    assertEquals("ERROR", line.getString("level"));
    assertEquals(Doubles.ACME.toString(), context.getString("tenant_id"));
    assertEquals("logged-7", context.getString("request_id"));
    assertEquals("user:", context.getString("user_id").substring(0, 5));
    assertEquals("alerting", context.getString("domain"));
  }

  @Test
  void doesNotCarryAnEarlierCallersNameIntoTheNextCall() {
    ApiClient.send(
        ApiClient.with(TestTokens.token(Doubles.ACME, "viewer"))
            .request(BROKEN)
            .header("X-Request-Id", "logged-8"));
    ApiClient.send(
        ApiClient.with(TestTokens.token(Doubles.GLOBEX, "viewer"))
            .request(BROKEN)
            .header("X-Request-Id", "logged-9"));

    assertEquals(
        Doubles.GLOBEX.toString(), line("logged-9").getJsonObject("mdc").getString("tenant_id"));
    assertFalse(line("logged-9").encode().contains("logged-8"));
  }

  private JsonObject line(String request) {
    return lines.stream()
        .filter(line -> line.contains("\"request_id\":\"" + request + "\""))
        .map(JsonObject::new)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line of " + request + " in " + lines));
  }
}
