package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.platform.embedded.FreePort;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ui image's server: one address for the browser's files and the four services. */
class UiServerTest {
  private static final Vertx VERTX = Vertx.vertx();

  /** Offers to change to HTTP/2 with each request, as its kind does. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, FakeService> SERVICES = new HashMap<>();

  @TempDir static Path folder;
  private static UiServer ui;

  @BeforeAll
  static void start() {
    assumeTrue(Programs.find("nginx").isPresent(), "nginx is not installed (nginx-light)");
    for (String service : List.of("identity", "alerting", "notification")) {
      SERVICES.put(service, new FakeService(VERTX, service));
    }
    ui = UiServer.start(folder, FreePort.find(), environment());
  }

  /** Nobody listens where ticketing should be. */
  private static Map<String, String> environment() {
    return Map.of(
        "TOCSIN_UI_IDENTITY", service("identity").address(),
        "TOCSIN_UI_ALERTING", service("alerting").address(),
        "TOCSIN_UI_NOTIFICATION", service("notification").address(),
        "TOCSIN_UI_TICKETING", "127.0.0.1:1");
  }

  private static FakeService service(String name) {
    return java.util.Objects.requireNonNull(SERVICES.get(name), name);
  }

  @AfterAll
  static void stop() {
    if (ui != null) {
      ui.close();
    }
    VERTX.close();
  }

  @Test
  void everyPathOfTheContractLandsAtItsService() throws IOException {
    JsonNode routes =
        Checkout.JSON.readTree(
            UiServerTest.class.getResourceAsStream("/META-INF/tocsin/routes.json"));
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (JsonNode route : routes.get("routes")) {
      String owner = route.get("service").asText();
      for (String path :
          List.of(route.get("prefix").asText(), route.get("prefix").asText() + "/1")) {
        HttpResponse<String> answer = get(path);
        boolean right =
            owner.equals("ticketing")
                ? answer.statusCode() == 503
                : answer.body().startsWith(owner + "\n");
        if (!right) {
          wrong.add(path + " -> " + answer.statusCode() + " " + answer.body());
        }
        checked++;
      }
    }

    assertEquals(List.of(), wrong);
    assertTrue(checked > 60, checked + " paths");
    assertTrue(get("/api/docs/openapi.json").body().startsWith("identity\n"));
  }

  @Test
  void handsThePathOnAsItCame() {
    String path = "/api/v1/alerts/a%2Fb%20c?filter=x%3D%22y%22&page_size=5";

    assertTrue(get(path).body().contains("\nGET " + path + "\n"), get(path).body());
  }

  @Test
  void saysWhoAskedAndHidesWhatOnlyServicesSay() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(ui.url("/api/v1/alerts"))
            .header("X-Forwarded-For", "203.0.113.7")
            .header("X-Tocsin-Tenant", "0197")
            .header("X-API-Key", "tcs_1")
            .POST(BodyPublishers.ofString("x".repeat(300_000)))
            .build();

    String arrived = CLIENT.send(request, BodyHandlers.ofString()).body();

    assertTrue(arrived.contains("\nfor 127.0.0.1\n"), arrived);
    assertTrue(arrived.contains("\ntenant null\n"), arrived);
    assertTrue(arrived.contains("\nkey tcs_1\n"), arrived);
    assertTrue(arrived.contains("\nhost " + ui.url("/").getAuthority() + "\n"), arrived);
    assertTrue(arrived.endsWith("bytes 300000"), arrived);
  }

  @Test
  void believesATrustedProxyOnTheAddress(@TempDir Path other) throws Exception {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("TOCSIN_UI_TRUSTED_PROXIES", "127.0.0.0/8 10.0.0.0/8");
    try (UiServer behind = UiServer.start(other, FreePort.find(), environment)) {
      HttpRequest request =
          HttpRequest.newBuilder(behind.url("/api/v1/alerts"))
              .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7, 10.1.2.3")
              .build();

      String arrived = CLIENT.send(request, BodyHandlers.ofString()).body();

      assertTrue(arrived.contains("\nfor 203.0.113.7\n"), arrived);
    }
  }

  @Test
  void passesAnEventOnBeforeTheNextIsThere() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(ui.url("/api/v1/alerts/events"))
            .header("Accept-Encoding", "gzip")
            .build();
    HttpResponse<InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertEquals("data: first", lines.readLine());
      service("alerting").goOn();
      assertEquals("", lines.readLine());
      assertEquals("data: second", lines.readLine());
    }
  }

  @Test
  void letsASocketThrough() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.complete(text.toString());
            return WebSocket.Listener.super.onText(socket, text, last);
          }
        };
    URI url = URI.create(ui.url("/api/v1/ws").toString().replaceFirst("^http", "ws"));

    WebSocket socket =
        CLIENT.newWebSocketBuilder().buildAsync(url, listener).get(60, TimeUnit.SECONDS);
    socket.sendText("hello", true);

    assertEquals("hello", heard.get(60, TimeUnit.SECONDS));
    socket.abort();
  }

  @Test
  void givesTheOnePageForEveryAddressOfTheBrowser() {
    for (String path : List.of("/", "/alerts", "/alerts/0197-1", "/index.html", "/a.b/c")) {
      HttpResponse<String> answer = get(path);
      assertEquals(200, answer.statusCode(), path);
      assertTrue(answer.body().contains("<title>Tocsin</title>"), path);
      assertEquals("no-cache", header(answer, "Cache-Control"), path);
      assertEquals("text/html", header(answer, "Content-Type"), path);
    }
  }

  @Test
  void aPageMayRunNoScriptButOurOwnFiles() {
    HttpResponse<String> answer = get("/alerts");
    String policy = header(answer, "Content-Security-Policy");

    assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; "), policy);
    assertFalse(policy.contains("unsafe-eval"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertEquals("nginx", header(answer, "Server"));
  }

  @Test
  void pagesHaveTheHeadersThatTheStandaloneGivesThem() {
    String source =
        Checkout.text("standalone/src/main/java/dev/tocsin/standalone/web/InterfaceRoutes.java")
            .replaceAll("\"\\s*\\+ \"", "");
    Matcher each =
        Pattern.compile("\"([A-Z][A-Za-z-]+)\",\\s+\"([^\"]+)\"")
            .matcher(source.substring(source.indexOf("HEADERS"), source.indexOf("void routes")));
    HttpResponse<String> page = get("/alerts");

    int compared = 0;
    while (each.find()) {
      assertEquals(each.group(2), header(page, each.group(1)), each.group(1));
      compared++;
    }

    assertEquals(5, compared);
  }

  @Test
  void keepsHashedFilesForGoodAndNothingElse() {
    assertEquals(
        "public, max-age=31536000, immutable",
        header(get("/assets/app-1a2b3c.js"), "Cache-Control"));
    assertEquals(404, get("/assets/app-gone.js").statusCode());
    assertEquals("", header(get("/assets/app-gone.js"), "Cache-Control"));
    HttpResponse<String> manifest = get("/manifest.webmanifest");
    assertEquals("application/manifest+json", header(manifest, "Content-Type"));
    assertEquals("no-cache", header(manifest, "Cache-Control"));
  }

  @Test
  void compressesScripts() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(ui.url("/assets/app-1a2b3c.js"))
            .header("Accept-Encoding", "gzip")
            .build();

    HttpResponse<InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());

    assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse(""));
    String text =
        new String(new GZIPInputStream(answer.body()).readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(text.startsWith("/* script */"), text);
  }

  @Test
  void whatTheContractDoesNotNameIsNoPage() {
    for (String path : List.of("/api/v1/nothing", "/api/", "/webhook/other")) {
      assertEquals(404, get(path).statusCode(), path);
    }
    assertEquals("application/problem+json", header(get("/api/v1/nothing"), "Content-Type"));
    for (String path : List.of("/internal/test/clock", "/metrics", "/readyz", "/q/dev")) {
      assertTrue(get(path).body().contains("<title>Tocsin</title>"), path + " reaches a service");
    }
  }

  @Test
  void saysThatAServiceIsAwayWithoutTellingTheKey() {
    HttpResponse<String> answer = get("/api/v1/tickets/callback?key=tci_verysecret");

    assertEquals(503, answer.statusCode());
    assertEquals("application/problem+json", header(answer, "Content-Type"));
    assertEquals("5", header(answer, "Retry-After"));
    String said = ui.saidWith("/api/v1/tickets/callback");
    assertTrue(said.contains("\"service\":\"ticketing\""), said);
    assertFalse(said.contains("tci_verysecret"), said);
  }

  @Test
  void refusesAnAddressThatIsNone() {
    String start = Checkout.path("deploy/ui/start").toString();
    Map<String, String> environment =
        Map.of(
            "TOCSIN_UI_IDENTITY", "identity:8080; return 200", "TOCSIN_UI_RUN", folder.toString());

    Programs.Ended ended = Programs.run(environment, List.of(start));

    assertEquals(1, ended.status());
    assertTrue(ended.said().contains("TOCSIN_UI_IDENTITY is 'identity:8080; return"), ended.said());
  }

  private static HttpResponse<String> get(String path) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(ui.url(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
