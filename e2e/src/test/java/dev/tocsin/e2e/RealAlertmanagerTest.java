package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Child;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Wait;
import dev.tocsin.platform.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real Prometheus and Alertmanager, as a user would point them here. */
@ExtendWith(Shared.class)
class RealAlertmanagerTest {
  private final List<Child> children = new ArrayList<>();

  @AfterEach
  void end() {
    children.forEach(
        child -> {
          if (child.runs()) {
            child.kill();
          }
        });
  }

  @Test
  void pagesForARuleThatFiresAndResolvesWithIt(OneProcess tocsin, @TempDir Path folder)
      throws IOException {
    String prometheus = program("prometheus");
    String alertmanager = program("prometheus-alertmanager", "alertmanager");
    Tenant tenant = Tenants.make(tocsin, "real");
    int prometheusPort = FreePort.find();
    int alertmanagerPort = FreePort.find();

    Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route:
          receiver: tocsin
          group_by: [alertname]
          group_wait: 1s
          group_interval: 1s
        receivers:
          - name: tocsin
            webhook_configs:
              - url: %s
                http_config:
                  authorization:
                    credentials: %s
        """
            .formatted(
                tocsin.server().url() + "/api/v1/webhooks/alertmanager", tenant.integrationKey()));
    Path rules = Files.writeString(folder.resolve("rules.yml"), rule("vector(1)"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        alerting:
          alertmanagers:
            - static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(rules, alertmanagerPort));
    start(
        folder,
        alertmanager,
        "--config.file=" + folder.resolve("alertmanager.yml"),
        "--storage.path=" + folder.resolve("alertmanager"),
        "--web.listen-address=127.0.0.1:" + alertmanagerPort,
        "--cluster.listen-address=");
    start(
        folder,
        prometheus,
        "--config.file=" + folder.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder.resolve("prometheus"),
        "--rules.alert.resend-delay=1s",
        "--web.enable-lifecycle",
        "--web.listen-address=127.0.0.1:" + prometheusPort);

    var world = tocsin.world();
    String ada = tenant.person("Ada").slackId();
    Page page = world.await("slack", ada, "The queue is long", any -> true, Duration.ofMinutes(2));
    JsonNode alert = tenant.alertsWith("alertname", "QueueLong").getFirst();
    assertEquals("SEVERITY_CRITICAL", alert.path("severity").asText());
    assertTrue(alert.path("sourceUrl").asText().contains("/graph"), () -> "" + alert);

    var press = page.action("Acknowledge").orElseThrow();
    world.http().post(press.path("url").asText(), press.path("body")).ok();
    Wait.untilTrue(() -> state(tenant).equals("ALERT_STATE_ACKNOWLEDGED"), () -> state(tenant));

    Files.writeString(rules, rule("vector(1) > 2"));
    Rest.at("http://127.0.0.1:" + prometheusPort).post("/-/reload", Map.of()).ok();
    Wait.untilTrue(() -> state(tenant).equals("ALERT_STATE_RESOLVED"), () -> state(tenant));
    assertEquals(1, tenant.alertsWith("alertname", "QueueLong").size());
  }

  private static String state(Tenant tenant) {
    return tenant.alertsWith("alertname", "QueueLong").getFirst().path("state").asText();
  }

  private static String rule(String expression) {
    return """
    groups:
      - name: e2e
        rules:
          - alert: QueueLong
            expr: %s
            labels: {severity: critical}
            annotations: {summary: The queue is long}
    """
        .formatted(expression);
  }

  private void start(Path folder, String... command) {
    String name = Path.of(command[0]).getFileName().toString();
    children.add(Child.start(name, List.of(command), Map.of(), folder.resolve(name + ".log")));
  }

  /**
   * The first of these programs on the path; the test is skipped, saying so, when there is none.
   */
  private static String program(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(":"))
                        .map(directory -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(), () -> "not installed: " + names[0] + " (Debian package of that name)");
    return found.orElseThrow().toString();
  }
}
