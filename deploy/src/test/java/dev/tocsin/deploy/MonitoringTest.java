package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The dashboards and alert rules of the chart, read by Prometheus's own tool. Whether the metrics
 * that they name are there is asked of a running Tocsin, in {@code e2e}.
 */
class MonitoringTest {
  private static final String RULES = "helm/tocsin/rules/tocsin.yaml";

  static Stream<String> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.path("helm/tocsin/dashboards"))) {
      return files
          .map(file -> "helm/tocsin/dashboards/" + file.getFileName())
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void prometheusTakesTheRules() {
    Programs.Ended ended = promtool("check", "rules", Checkout.path(RULES).toString());

    assertEquals(0, ended.status(), ended.said());
  }

  @Test
  void alertsGoOffWhenTheyShouldAndOnlyThen(@TempDir Path folder) throws IOException {
    Path tests = folder.resolve("tests.yaml");
    Files.writeString(
        tests,
        Checkout.text("deploy/src/test/rules/tocsin_test.yaml")
            .replace("[RULES]", "['" + Checkout.path(RULES) + "']"));

    Programs.Ended ended = promtool("test", "rules", tests.toString());

    assertEquals(0, ended.status(), ended.said());
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() {
    Set<String> names = new HashSet<>();
    for (JsonNode group : Checkout.yaml(RULES).get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        String name = rule.get("alert").asText();
        assertTrue(name.startsWith("Tocsin") && names.add(name), name);
        assertTrue(
            Set.of("critical", "warning").contains(rule.at("/labels/severity").asText()), name);
        assertFalse(rule.at("/annotations/summary").asText().isBlank(), name);
        assertFalse(rule.at("/annotations/description").asText().isBlank(), name);
      }
    }
    assertTrue(names.size() >= 15, names.toString());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void prometheusTakesEveryQueryOfADashboard(String name, @TempDir Path folder) throws IOException {
    StringBuilder rules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
    int queries = 0;
    for (JsonNode panel : Checkout.json(name).get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String query =
            target
                .get("expr")
                .asText()
                .replace("$__rate_interval", "5m")
                .replace("$__range", "6h")
                .replace("$instance", ".*");
        rules.append(
            "      - record: query:%d\n        expr: '%s'\n"
                .formatted(queries++, query.replace("'", "''")));
      }
    }
    Path file = Files.writeString(folder.resolve("queries.yaml"), rules.toString());

    Programs.Ended ended = promtool("check", "rules", file.toString());

    assertTrue(queries >= 10, queries + " queries");
    assertEquals(0, ended.status(), ended.said());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsStandBesideOneAnother(String name) {
    JsonNode dashboard = Checkout.json(name);
    List<String> wrong = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").asText();
      JsonNode at = panel.get("gridPos");
      int x = at.get("x").asInt();
      int y = at.get("y").asInt();
      boolean fits = ids.add(panel.get("id").asInt()) && x + at.get("w").asInt() <= 24;
      for (int column = x; column < x + at.get("w").asInt(); column++) {
        for (int line = y; line < y + at.get("h").asInt(); line++) {
          fits &= taken.add(column + "/" + line);
        }
      }
      for (JsonNode target : panel.path("targets")) {
        fits &= target.at("/datasource/uid").asText().equals("${datasource}");
      }
      if (!fits) {
        wrong.add(title);
      }
    }

    assertEquals(List.of(), wrong);
    assertEquals("tocsin-" + name.replaceAll(".*/|\\.json", ""), dashboard.get("uid").asText());
  }

  private static Programs.Ended promtool(String... arguments) {
    assumeTrue(Programs.find("promtool").isPresent(), "promtool is not installed (prometheus)");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    return Programs.run(Map.of(), command);
  }
}
