package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards and alert rules reach the cluster as they lie in the chart. */
class MonitoringFilesTest {
  private final Objects objects = Rendering.of("everything");

  @Test
  void everyDashboardIsAConfigMapThatGrafanaFinds() throws IOException {
    List<Path> files = files("dashboards", ".json");
    assertFalse(files.isEmpty());
    for (Path file : files) {
      String name = file.getFileName().toString();
      ConfigMap map = objects.one(ConfigMap.class, "-dashboard-" + name.replace(".json", ""));
      assertEquals("1", map.getMetadata().getLabels().get("grafana_dashboard"));
      ObjectMapper json = new ObjectMapper();
      assertEquals(
          json.readTree(Files.readString(file)), json.readTree(map.getData().get(name)), name);
    }
  }

  @Test
  void everyAlertRuleIsInThePrometheusRule() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (Path file : files("rules", ".yaml")) {
      for (Object group : (List<?>) Chart.yaml(Files.readString(file)).get("groups")) {
        wanted.add(((Map<?, ?>) group).get("name").toString());
      }
    }
    assertFalse(wanted.isEmpty());
    PrometheusRule rule = objects.one(PrometheusRule.class, "pager-tocsin");
    List<RuleGroup> groups = rule.getSpec().getGroups();
    assertEquals(wanted, groups.stream().map(RuleGroup::getName).toList());
    assertTrue(groups.stream().noneMatch(group -> group.getRules().isEmpty()));
  }

  private static List<Path> files(String folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(Chart.FOLDER.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
