package dev.tocsin.proto.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Reads what the build wrote. */
class OpenApiTest {
  private final JsonObject document = new JsonObject(text("openapi.json"));

  private static byte[] bytes(String name) {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/tocsin/" + name)) {
      assertNotNull(in, name + " was not built");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  @Test
  void writesTheSameInYamlAndJson() {
    Map<String, Object> yaml = new Yaml().load(text("openapi.yaml"));

    assertEquals(document.getMap(), yaml);
    assertEquals("3.1.0", document.getString("openapi"));
  }

  @Test
  void holdsEveryRpcWithAnHttpRule() {
    Contract contract = Contract.read(bytes("descriptors.bin"));
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (ServiceDescriptor service : contract.services()) {
      for (MethodDescriptor method : service.getMethods()) {
        for (HttpRule rule : Operations.bindings(method)) {
          JsonObject path =
              document
                  .getJsonObject("paths")
                  .getJsonObject(Operations.path(rule), new JsonObject());
          if (path.containsKey(Operations.verb(rule))) {
            found++;
          } else {
            missing.add(Operations.verb(rule) + " " + Operations.path(rule));
          }
        }
      }
    }

    assertEquals(List.of(), missing);
    assertTrue(found > 50, "only " + found);
  }

  @Test
  void refersOnlyToWhatIsThere() {
    Set<String> dangling = new HashSet<>();
    walk(
        document.getMap(),
        (name, value) -> {
          if (name.equals("$ref")) {
            Object at = document.getMap();
            for (String part : value.toString().substring(2).split("/")) {
              at = at == null ? null : ((Map<?, ?>) at).get(part);
            }
            if (at == null) {
              dangling.add(value.toString());
            }
          }
        });

    assertEquals(Set.of(), dangling);
  }

  @Test
  void declaresEveryPathVariableAndNamesEachOperationOnce() {
    Set<String> ids = new HashSet<>();
    for (String path : document.getJsonObject("paths").fieldNames()) {
      JsonObject verbs = document.getJsonObject("paths").getJsonObject(path);
      for (String verb : verbs.fieldNames()) {
        JsonObject operation = verbs.getJsonObject(verb);
        assertTrue(ids.add(operation.getString("operationId")), operation.getString("operationId"));
        assertFalse(operation.getString("summary").isBlank(), path);
        assertTrue(operation.getJsonObject("responses").containsKey("default"));
        Matcher variable = Pattern.compile("\\{([^}]+)}").matcher(path);
        while (variable.find()) {
          String name = variable.group(1);
          assertTrue(
              operation.getJsonArray("parameters").stream()
                  .map(p -> (JsonObject) p)
                  .anyMatch(p -> p.getString("name").equals(name) && p.getBoolean("required")),
              verb + " " + path + " does not declare " + name);
        }
      }
    }
  }

  @Test
  void tellsCommentsRulesAndRoles() {
    JsonObject list =
        document.getJsonObject("paths").getJsonObject("/api/v1/alerts").getJsonObject("get");
    JsonObject policy =
        document
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("EscalationPolicy");
    JsonObject patch =
        document
            .getJsonObject("paths")
            .getJsonObject("/api/v1/users/{user.id}")
            .getJsonObject("patch");

    assertEquals("viewer", list.getString("x-tocsin-role"));
    assertEquals("alerts:read", list.getString("x-tocsin-scope"));
    assertTrue(list.getString("description").startsWith("Lists alerts, newest first."));
    assertEquals(
        120, policy.getJsonObject("properties").getJsonObject("name").getInteger("maxLength"));
    assertTrue(policy.getJsonArray("required").contains("steps"));
    JsonObject body =
        patch
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema");
    assertFalse(body.containsKey("required"));
    assertFalse(body.getJsonObject("properties").containsKey("id"));
    assertTrue(patch.encode().contains("\"updateMask\""));
  }

  @Test
  void showsEveryOperationOnThePageWithoutAnythingFromElsewhere() {
    String page = text("api.html");

    for (String path : document.getJsonObject("paths").fieldNames()) {
      assertTrue(page.contains("<code>" + path + "</code>"), path);
    }
    assertFalse(page.contains("http://") || page.contains("src="), "loads something");
  }

  @Test
  void givesEveryPathToOneService() {
    JsonObject routes = new JsonObject(text("routes.json"));

    assertTrue(
        routes.getJsonArray("routes").stream()
            .map(r -> (JsonObject) r)
            .anyMatch(
                r ->
                    r.getString("prefix").equals("/api/v1/alerts")
                        && r.getString("service").equals("alerting")));
  }

  private static void walk(Object tree, BiConsumer<String, Object> visit) {
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            visit.accept(name.toString(), value);
            walk(value, visit);
          });
    } else if (tree instanceof List<?> list) {
      list.forEach(each -> walk(each, visit));
    }
  }
}
