package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.embedded.EmbeddedRedis;
import dev.tocsin.platform.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images' own files run as their own user on a read-only file system: the four services with
 * what the Compose file gives them, behind the ui image's server, and the standalone.
 */
class ContainersTest {
  private static final Path IMAGES = Checkout.path("deploy/target/images");

  /** Compiling well takes longer than these live. */
  private static final Map<String, String> SHORT_LIVED =
      Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");

  private static final String OPERATOR_KEY = "operator-key-of-this-test-0123456789";

  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();

  @Test
  void theFourServicesWorkAsComposeStartsThem(@TempDir Path pages) throws Exception {
    Map<String, ImageLayout> images = new LinkedHashMap<>();
    for (String name :
        List.of("identity-service", "alerting-service", "notification-service", "ticket-service")) {
      images.put(name, image(name));
    }
    assumeTrue(Programs.find("nginx").isPresent(), "nginx is not installed (nginx-light)");
    ImageLayout first = images.values().iterator().next();
    assertNotEquals(0, Box.status(first, "touch", "/opt/tocsin/mark"), "its files are writable");
    assertNotEquals(0, Box.status(first, "touch", "/var/tmp/mark"), "the system is writable");
    assertEquals(0, Box.status(first, "touch", "/tmp/mark"), "/tmp is not writable");
    List<String> before = first.files();
    try {
      EmbeddedPostgres postgres = opened(EmbeddedPostgres.throwAway());
      EmbeddedRedis redis = opened(EmbeddedRedis.throwAway());
      Map<String, String> addresses = new HashMap<>();
      addresses.put("postgres:5432", "127.0.0.1:" + postgres.port());
      addresses.put("redis:6379", "127.0.0.1:" + redis.port());
      images.keySet().forEach(n -> addresses.put(n + ":8080", "127.0.0.1:" + FreePort.find()));
      Map<String, String> variables = variables(postgres, redis);
      List<Box> services = new ArrayList<>();
      for (Map.Entry<String, ImageLayout> each : images.entrySet()) {
        int port = port(addresses.get(each.getKey() + ":8080"));
        Map<String, String> environment = environment(each.getKey(), variables, addresses);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.putAll(SHORT_LIVED);
        Path log = folder.resolve(each.getKey() + ".log");
        services.add(opened(Box.start(each.getValue(), null, port, environment, List.of(), log)));
        if (each.getKey().equals("identity-service")) {
          services.getFirst().awaitReady(); // The others depend on it, not on one another.
        }
      }
      services.forEach(Box::awaitReady);
      Map<String, String> environment = environment("ui", variables, addresses);
      assertEquals("127.0.0.11", environment.remove("TOCSIN_UI_RESOLVER"));
      UiServer ui = opened(UiServer.start(pages, FreePort.find(), environment));

      everyServiceAnswersAnOwner(ui);
    } finally {
      closeAll();
    }
    assertEquals(before, first.files());
  }

  /** A tenant made by the operator, its owner signed in by identity and known to all. */
  private static void everyServiceAnswersAnOwner(UiServer ui) throws Exception {
    JsonNode made =
        post(
            ui,
            "/api/v1/admin/tenants",
            OPERATOR_KEY,
            Map.of("name", "Acme", "slug", "acme", "ownerEmail", "olive@example.org"));
    JsonNode session =
        post(
            ui,
            "/api/v1/auth/sign-in",
            "",
            Map.of(
                "tenant",
                "acme",
                "email",
                "olive@example.org",
                "password",
                made.path("oneTimePassword").asText()));
    JsonNode key =
        post(
            ui,
            "/api/v1/api-keys",
            session.path("accessToken").asText(),
            Map.of("description", "of the owner", "role", "owner"));
    for (String path :
        List.of("/api/v1/users", "/api/v1/alerts", "/api/v1/channels", "/api/v1/tickets")) {
      HttpRequest request =
          HttpRequest.newBuilder(ui.url(path))
              .header("Authorization", "Bearer " + key.path("key").asText())
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), path + ": " + answer.body());
    }
  }

  private static JsonNode post(UiServer ui, String path, String key, Map<String, ?> body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ui.url(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Checkout.JSON.writeValueAsString(body)));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), path + ": " + answer.body());
    return Checkout.JSON.readTree(answer.body());
  }

  /** What fills the variables of the Compose file in: the example, with its secrets made up. */
  private static Map<String, String> variables(EmbeddedPostgres postgres, EmbeddedRedis redis) {
    Map<String, String> variables = new HashMap<>(ComposeTest.example());
    variables.put("POSTGRES_PASSWORD", "not-used-here");
    variables.put("TOCSIN_DB_PASSWORD", setting(postgres, "tocsin.db.password"));
    variables.put("TOCSIN_DB_OWNER_PASSWORD", setting(postgres, "tocsin.db.owner.password"));
    variables.put("REDIS_PASSWORD", URI.create(redis.url()).getUserInfo().substring(1));
    variables.put("TOCSIN_SERVICE_SECRET", "service-secret-of-this-test-0123456789");
    variables.put("TOCSIN_KEYRING", "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    variables.put("TOCSIN_OPERATOR_KEY", OPERATOR_KEY);
    return variables;
  }

  private static String setting(EmbeddedPostgres postgres, String name) {
    return Objects.requireNonNull(postgres.settings().get(name), name);
  }

  /** As Compose gives it to a service, with names that lead to this machine. */
  private static Map<String, String> environment(
      String service, Map<String, String> variables, Map<String, String> addresses) {
    Map<String, String> environment = new HashMap<>();
    Checkout.yaml("docker-compose.yaml")
        .at("/services/" + service + "/environment")
        .fields()
        .forEachRemaining(
            each -> {
              String value = Interpolation.resolve(each.getValue().asText(), variables);
              for (Map.Entry<String, String> address : addresses.entrySet()) {
                value = value.replace(address.getKey(), address.getValue());
              }
              environment.put(each.getKey(), value);
            });
    return environment;
  }

  @Test
  void theStandaloneWritesToItsVolumeAlone() throws IOException {
    ImageLayout image = image("standalone");
    List<String> before = image.files();
    Path volume = Files.createDirectory(folder.resolve("volume"));
    assertEquals(
        0, Programs.run(Map.of(), List.of("chown", "10001:10001", volume.toString())).status());
    int port = FreePort.find();
    Map<String, String> environment = new HashMap<>(SHORT_LIVED);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Box box =
        Box.start(
            image,
            volume,
            port,
            environment,
            List.of("--port", Integer.toString(port)),
            folder.resolve("standalone.log"));
    try (box) {
      box.awaitReady();

      assertTrue(box.get("/status").contains("\"version\""), box.said());
      assertTrue(Files.isDirectory(volume.resolve("data")), box.said());
      assertTrue(Files.isDirectory(volume.resolve("cache")), box.said());
    }
    assertEquals(before, image.files());
  }

  @Test
  void everyImageHoldsItsPartsList() throws IOException {
    for (String name :
        List.of(
            "identity-service",
            "alerting-service",
            "notification-service",
            "ticket-service",
            "standalone")) {
      ImageLayout image = built(name);
      JsonNode parts =
          Checkout.JSON.readTree(image.root().resolve("opt/tocsin/sbom.cdx.json").toFile());

      assertEquals("CycloneDX", parts.path("bomFormat").asText(), name);
      List<String> names = parts.path("components").findValuesAsText("purl");
      assertTrue(names.stream().anyMatch(purl -> purl.contains("/quarkus-grpc@")), name);
      long jars = image.files().stream().filter(file -> file.contains("/lib/main/")).count();
      assertTrue(names.size() >= jars, name + " lists " + names.size() + " of " + jars + " jars");
      if (!name.equals("standalone")) {
        assertTrue(
            image.files().stream().noneMatch(file -> file.contains("dev-fakes")),
            name + " holds look-alikes");
      }
    }
  }

  private static ImageLayout built(String name) {
    Optional<ImageLayout> image = ImageLayout.of(name, IMAGES);
    assumeTrue(image.isPresent(), name + " is not built (a -Dquick build leaves it out)");
    return image.get();
  }

  private static ImageLayout image(String name) {
    ImageLayout image = built(name);
    assumeTrue(
        Box.works(image),
        "no file system of its own can be made here: it takes root with CAP_SYS_ADMIN");
    return image;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
