package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Compose file and its example of an environment. */
class ComposeTest {
  private static final List<String> SERVICES =
      List.of("identity-service", "alerting-service", "notification-service", "ticket-service");
  private static final Set<String> KEYS =
      Set.of(
          "restart",
          "read_only",
          "cap_drop",
          "cap_add",
          "security_opt",
          "tmpfs",
          "mem_limit",
          "healthcheck",
          "image",
          "build",
          "environment",
          "depends_on",
          "volumes",
          "shm_size",
          "stop_grace_period",
          "user",
          "command",
          "ports");

  private final String text = Checkout.text("docker-compose.yaml");
  private final JsonNode compose = Checkout.yaml("docker-compose.yaml");
  private final Map<String, JsonNode> services = fields(compose.get("services"));

  @Test
  void knowsNoKeyThatComposeDoesNot() {
    assertEquals(
        Set.of("name", "x-limits", "x-service", "x-environment", "services", "volumes"),
        fields(compose).keySet());
    services.forEach(
        (name, service) -> {
          var others = new TreeSet<>(fields(service).keySet());
          others.removeAll(KEYS);
          assertEquals(Set.of(), others, name);
        });
  }

  @Test
  void everySettingIsOneThatTocsinKnows() {
    Set<String> known = knownVariables();
    List<String> unknown = new ArrayList<>();
    for (String service : SERVICES) {
      fields(service(service).get("environment")).keySet().stream()
          .filter(name -> !known.contains(name))
          .forEach(unknown::add);
    }
    String start = Checkout.text("deploy/ui/start");
    fields(service("ui").get("environment")).keySet().stream()
        .filter(name -> !start.matches("(?s).*# .*\\b" + name + "\\b.*"))
        .forEach(unknown::add);

    assertEquals(List.of(), unknown);
  }

  private static Set<String> knownVariables() {
    Set<String> known = new TreeSet<>();
    for (JsonNode setting : settings()) {
      String property = setting.get("property").asText();
      for (String service : List.of("identity", "alerting", "notification", "ticketing")) {
        known.add(
            property
                .replace("<service>", service)
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(java.util.Locale.ROOT));
      }
    }
    return known;
  }

  private static JsonNode settings() {
    return Checkout.json("platform/src/main/resources/META-INF/tocsin/settings.json");
  }

  @Test
  void identityAloneHasWhatMakesTenants() {
    for (String name : List.of("TOCSIN_OPERATOR_KEY", "TOCSIN_SETUP_TOKEN")) {
      List<String> having =
          services.keySet().stream()
              .filter(service -> service(service).at("/environment/" + name).isTextual())
              .toList();
      assertEquals(List.of("identity-service"), having, name);
      assertEquals(
          "${" + name + ":-}", service("identity-service").at("/environment/" + name).asText());
    }
  }

  @Test
  void everyVariableIsExplainedInTheExampleAndNoOther() {
    assertEquals(Interpolation.names(text), new TreeSet<>(example().keySet()));
    List<String> lines = Checkout.lines(".env.example");
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("[A-Z_]+=.*")) {
        assertTrue(lines.get(i - 1).startsWith("# "), lines.get(i) + " is not explained");
      }
    }
  }

  @Test
  void theExamplesValuesAreTheDefaults() {
    Map<String, String> example = example();
    TreeMap<String, String> secrets = new TreeMap<>();
    example.forEach(
        (name, value) -> {
          if (text.contains("${" + name + ":?")) {
            secrets.put(name, value);
          } else {
            assertTrue(text.contains("${" + name + ":-" + value + "}"), name + "=" + value);
          }
        });

    assertEquals(7 - 1, secrets.size(), secrets.toString());
    secrets.forEach((name, value) -> assertEquals("", value, name + " is given away"));
  }

  @Test
  void refusesToStartWithoutItsSecrets() {
    Map<String, String> env = new HashMap<>(example());
    assertThrows(IllegalArgumentException.class, () -> Interpolation.resolve(text, env));

    filled().forEach(env::put);
    assertFalse(Interpolation.resolve(text, env).contains("${"));
  }

  /** The example with its secrets filled in. */
  static Map<String, String> filled() {
    Map<String, String> env = new HashMap<>(example());
    env.replaceAll((name, value) -> value.isEmpty() ? "x".repeat(32) : value);
    return env;
  }

  static Map<String, String> example() {
    Map<String, String> example = new TreeMap<>();
    Checkout.lines(".env.example").stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("=", 2))
        .forEach(parts -> example.put(parts[0], parts[1]));
    return example;
  }

  @Test
  void imagesAreThoseOfTheDockerfile() {
    Map<String, Stage> stages = Stage.of(Checkout.lines("Dockerfile"));
    for (String name : Stream.concat(SERVICES.stream(), Stream.of("ui")).toList()) {
      assertEquals(name, service(name).at("/build/target").asText());
      assertTrue(stages.containsKey(name), name);
      assertEquals(
          "${TOCSIN_REGISTRY:-}tocsin/" + name + ":${TOCSIN_VERSION:-0.1.0-SNAPSHOT}",
          service(name).get("image").asText());
    }
    assertEquals("postgres:18-bookworm", service("postgres").get("image").asText());
  }

  @Test
  void noContainerMayWriteOrGainMore() {
    services.forEach(
        (name, service) -> {
          assertTrue(service.path("read_only").asBoolean(), name);
          assertEquals("[\"ALL\"]", service.path("cap_drop").toString(), name);
          assertEquals("[\"no-new-privileges:true\"]", service.path("security_opt").toString());
          assertTrue(name.equals("postgres") || !service.has("cap_add"), name);
          assertTrue(name.equals("ui") || !service.has("ports"), name + " is open to the outside");
          for (JsonNode volume : service.path("volumes")) {
            String[] parts = volume.asText().split(":");
            assertTrue(
                parts[0].equals("postgres")
                    || (Files.exists(Checkout.path(parts[0])) && parts[2].equals("ro")),
                volume.asText());
          }
        });
  }

  @Test
  void startsInTheOrderOfHealth() {
    Map<String, Integer> depths = new HashMap<>();
    services.keySet().forEach(name -> depth(name, depths, new ArrayList<>()));

    for (String service : SERVICES) {
      assertTrue(depths.get(service) > depths.get("postgres"), service);
      assertTrue(depths.get("ui") > depths.get(service), service);
    }
    services.values().stream()
        .flatMap(service -> fields(service.path("depends_on")).values().stream())
        .forEach(on -> assertEquals("service_healthy", on.path("condition").asText()));
  }

  private int depth(String name, Map<String, Integer> depths, List<String> path) {
    assertFalse(path.contains(name), path + " waits for itself");
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    int deepest =
        fields(service(name).path("depends_on")).keySet().stream()
            .mapToInt(on -> depth(on, depths, longer) + 1)
            .max()
            .orElse(0);
    depths.put(name, deepest);
    return deepest;
  }

  @Test
  void everyContainerHasACheckOfItsHealth() {
    for (String name : SERVICES) {
      assertEquals("/opt/tocsin/ready", service(name).at("/healthcheck/test/1").asText(), name);
    }
    services.forEach(
        (name, service) -> assertTrue(service.at("/healthcheck/test").size() > 1, name));
    assertTrue(Checkout.text("deploy/image/ready").contains("GET /readyz "));
    assertTrue(Checkout.text("deploy/ui/nginx.conf").contains("location = /healthz"));
    assertTrue(service("ui").at("/healthcheck/test").toString().contains(":8080/healthz"));
  }

  private JsonNode service(String name) {
    return java.util.Objects.requireNonNull(services.get(name), name);
  }

  private static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> fields = new java.util.LinkedHashMap<>();
    object.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
