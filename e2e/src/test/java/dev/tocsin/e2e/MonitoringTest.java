package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Exposition;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chart's dashboards and alert rules ask for what a Tocsin that has worked really tells. */
@ExtendWith(Shared.class)
class MonitoringTest {
  private static final Path CHART = Path.of("../helm/tocsin");
  private static final Pattern EXPRESSION =
      Pattern.compile("(?s)\\bexpr: (?:\\|\\n(.*?)\\n +(?:for|labels):|([^\\n]*))");
  private static final Pattern METRIC = Pattern.compile("\\b(?:tocsin|jvm|process)_[a-z_]+\\b");
  private static final Pattern MATCHER = Pattern.compile("\\b([a-z_]+)(=~|!~|!=|=)\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");

  /** What Prometheus adds by itself. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  @Test
  void everyMetricAndLabelIsThere(OneProcess tocsin) throws IOException {
    Tenant tenant = Tenants.make(tocsin, "monitored");
    Timeline timeline = Timeline.in(tenant);
    Alarm answered = timeline.alarm("Answered", "critical");
    timeline.fires(answered);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.press("Acknowledge").expectChanged("acknowledged");
    timeline.act("responder", timeline.expectAlert(answered, "ACKNOWLEDGED"), "resolve").ok();
    tenant.webhook(List.of("not what Alertmanager sends"));
    List<String> expressions = expressions();
    assertTrue(expressions.size() > 60, expressions.size() + " expressions");

    Wait.untilTrue(
        () -> missing(expressions, Exposition.of(tocsin)).isEmpty(),
        () -> String.join("\n", missing(expressions, Exposition.of(tocsin))));
  }

  private static List<String> missing(List<String> expressions, Exposition exposed) {
    Set<String> missing = new TreeSet<>();
    for (String expression : expressions) {
      String plain = MATCHER.matcher(expression).replaceAll("");
      Matcher metrics = METRIC.matcher(plain);
      while (metrics.find()) {
        String metric = metrics.group();
        Set<String> labels = exposed.labels(metric);
        if (labels.isEmpty() && !exposed.has(metric)) {
          missing.add(metric + " is not told");
          continue;
        }
        for (String label : labels(expression)) {
          if (!ADDED.contains(label) && !label.equals("le") && !labels.contains(label)) {
            missing.add(metric + " has no label " + label);
          }
        }
        if (metric.endsWith("_bucket")) {
          bounds(expression).stream()
              .filter(bound -> !exposed.values(metric, "le").contains(bound))
              .forEach(bound -> missing.add(metric + " has no bucket up to " + bound));
        }
      }
    }
    return List.copyOf(missing);
  }

  private static Set<String> labels(String expression) {
    Set<String> labels = new TreeSet<>();
    Matcher matchers = MATCHER.matcher(expression);
    while (matchers.find()) {
      labels.add(matchers.group(1));
    }
    Matcher groupings = GROUPING.matcher(expression);
    while (groupings.find()) {
      labels.addAll(List.of(groupings.group(1).split(", ")));
    }
    return labels;
  }

  private static Set<String> bounds(String expression) {
    Set<String> bounds = new TreeSet<>();
    Matcher matchers = MATCHER.matcher(expression);
    while (matchers.find()) {
      if (matchers.group(1).equals("le")) {
        bounds.add(matchers.group(3));
      }
    }
    return bounds;
  }

  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (Path file : files("dashboards")) {
      JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
      for (JsonNode panel : dashboard.get("panels")) {
        panel.path("targets").forEach(target -> expressions.add(target.get("expr").asText()));
      }
    }
    for (Path file : files("rules")) {
      Matcher each = EXPRESSION.matcher(Files.readString(file));
      while (each.find()) {
        expressions.add(each.group(1) != null ? each.group(1) : each.group(2));
      }
    }
    return expressions;
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CHART.resolve(folder))) {
      return files.sorted().toList();
    }
  }
}
