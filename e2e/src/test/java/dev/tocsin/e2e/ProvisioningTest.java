package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Child;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A tenant as a file declares it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisioningTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String KEY = "tci_0123456789abcdefghijklmnopqrstuv";

  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("provisioning", false).start();
  }

  @BeforeEach
  void makeTenant() {
    tenant = Tenants.make(tocsin, "provisioning");
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @Test
  void yamlProvisionedTwiceChangesNothingAndAnAlertPagesAsItSays() throws IOException {
    Path file = Files.writeString(tocsin.data().resolveSibling("databases.yaml"), databases());

    Child first = provision("first", file);
    List<String> events = settledEvents();
    Child second = provision("second", file);

    assertEquals(0, first.awaitEnd(PATIENCE), first::lastWords);
    assertEquals(0, second.awaitEnd(PATIENCE), second::lastWords);
    for (String made :
        List.of(
            "team Databases",
            "schedule DB",
            "channel DB hook",
            "ticket provider DB desk",
            "policy DB",
            "route DB",
            "integration DB")) {
      assertTrue(first.output().contains("made " + made), first::lastWords);
    }
    assertTrue(second.output().contains("nothing to do"), second::lastWords);
    assertEquals(events, events(), "a second run leaves no trace");

    var timeline = Timeline.in(through(KEY));
    var alarm = timeline.alarm("Disk", "warning").with("team", "db");
    timeline
        .fires(alarm)
        .expectPage("slack", "Ada", page -> page.text().contains(alarm.name()))
        .at("5m")
        .expectPage("slack", "Ben", page -> page.text().contains(alarm.name()));
  }

  @Test
  void mistakesAreToldTogetherAndNothingIsDone() throws IOException {
    Path file =
        Files.writeString(
            tocsin.data().resolveSibling("wrong.yaml"),
            """
            teams:
              - name: Never made
            routes:
              - name: Wrong
                policy: Tell the chanel
              - name: Wrong too
                policy: Tell the channel
                template: None
            """);

    Child child = provision("wrong", file);

    assertEquals(1, child.awaitEnd(PATIENCE), child::lastWords);
    assertTrue(
        child
            .output()
            .contains("line 5: unknown policy 'Tell the chanel'; did you mean `Tell the channel`?"),
        child::lastWords);
    assertTrue(child.output().contains("line 8: unknown template 'None'"), child::lastWords);
    assertTrue(
        tenant.owner().get("/api/v1/teams").ok().json().findValuesAsText("name").stream()
            .noneMatch("Never made"::equals));
  }

  @Test
  void whatAPersonHasMadeIsChangedOnlyWhenAskedFor() throws IOException {
    Path file =
        Files.writeString(
            tocsin.data().resolveSibling("adopted.yaml"),
            """
            escalation_policies:
              - name: By hand
                repeat: 3
                steps:
                  - notify: "channel(Slack, #ops-%s)"
            """
                .formatted(tenant.slug()));
    String id = tenant.policy("By hand", List.of(tenant.tells("0s", "#ops")), Map.of());

    Wait.untilTrue(
        () -> events().stream().filter(e -> e.startsWith("escalation_policy.create ")).count() == 3,
        () -> "the audit log does not tell who made the policy: " + events());

    Child refused = provision("refused", file);
    assertEquals(1, refused.awaitEnd(PATIENCE), refused::lastWords);
    assertTrue(refused.output().contains("policy By hand was made by key:"), refused::lastWords);
    assertEquals(0, repeat(id));

    Child adopted = provision("adopted", file, "--adopt");
    assertEquals(0, adopted.awaitEnd(PATIENCE), adopted::lastWords);
    assertTrue(adopted.output().contains("changed policy By hand: repeat"), adopted::lastWords);
    assertEquals(3, repeat(id));
  }

  @Test
  void aStartFollowsTheFileOfItsDataFolderOnce() throws IOException {
    tocsin.server().end();
    Files.writeString(
        tocsin.data().resolve("tocsin.yaml"),
        "tenant: %s\nteams:\n  - name: From the start\n    members: [%s]\n"
            .formatted(tenant.slug(), tenant.person("Ada").email()));
    tocsin.start();

    Wait.untilTrue(
        () ->
            events().stream()
                .anyMatch(event -> event.startsWith("team.create service:provisioning")),
        () -> "no team was made at the start; " + tocsin.server().process().lastWords());
    tocsin.server().end();
    tocsin.start();
    Wait.untilTrue(
        () -> tocsin.server().process().output().contains("Everything is as the configuration"),
        () -> tocsin.server().process().lastWords());

    assertEquals(
        1,
        events().stream()
            .filter(event -> event.startsWith("team.create service:provisioning"))
            .count());
  }

  private int repeat(String policy) {
    return tenant
        .owner()
        .get("/api/v1/escalation-policies/" + policy)
        .ok()
        .json()
        .path("repeat")
        .asInt();
  }

  private Child provision(String name, Path file, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "provision",
                file.toString(),
                "--url",
                tocsin.server().url(),
                "--key",
                Optional.ofNullable(tenant.keys().get("owner")).orElseThrow()));
    arguments.addAll(List.of(more));
    Child child = tocsin.command(name, arguments.toArray(String[]::new));
    child.awaitEnd(PATIENCE);
    return child;
  }

  private Tenant through(String key) {
    return new Tenant(
        tenant.system(),
        tenant.slug(),
        tenant.id(),
        tenant.keys(),
        tenant.people(),
        tenant.botToken(),
        tenant.slack(),
        tenant.mail(),
        tenant.schedule(),
        tenant.urgent(),
        tenant.quiet(),
        tenant.desk(),
        key);
  }

  /** The audit log once it holds everything that the tenant's making and a run of its file did. */
  private List<String> settledEvents() {
    Map<String, Integer> expected =
        Map.of(
            "channel.create", 3,
            "ticket_provider.create", 2,
            "team.create", 1,
            "schedule.create", 2,
            "escalation_policy.create", 3,
            "route.create", 4,
            "integration.create", 2,
            "integration.rotate_key", 1);
    Wait.untilTrue(
        () ->
            expected.entrySet().stream()
                .allMatch(
                    action ->
                        events().stream()
                                .filter(event -> event.startsWith(action.getKey() + " "))
                                .count()
                            == action.getValue()),
        () -> "the audit log does not tell what was done: " + events());
    return events();
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    for (JsonNode event :
        tenant.owner().get("/api/v1/audit-log?pageSize=500").ok().json().path("events")) {
      events.add(
          "%s %s %s"
              .formatted(
                  event.path("action").asText(),
                  event.path("actor").asText(),
                  event.path("id").asText()));
    }
    return events;
  }

  private String databases() {
    LocalDate monday =
        LocalDate.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.previous(DayOfWeek.MONDAY))
            .minusWeeks(1);
    // Quiet on a day that is not near.
    DayOfWeek far = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek();
    return """
    teams:
      - name: Databases
        members: [%1$s, %2$s]
    schedules:
      - name: DB
        team: Databases
        timezone: UTC
        rotation: custom
        unit: week
        length: 52
        handoff: monday 09:00
        start_date: %3$s
        participants: [%1$s, %2$s]
    channels:
      - name: DB hook
        webhook: {url: "http://127.0.0.1:9/x", secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3}
    ticket_providers:
      - name: DB desk
        webhook: {url: "http://127.0.0.1:9/y", secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3}
    escalation_policies:
      - name: DB
        steps:
          - notify: on-call(DB)
            channels: [slack]
          - wait: 5m
            notify: on-call(DB, next)
            channels: [slack]
    routes:
      - name: DB
        position: 1
        match: {team: db}
        policy: DB
        suppress_hours:
          - {start: "00:00", end: "00:00", weekdays: [%4$s]}
    integrations:
      - name: DB Alertmanager
        source: alertmanager
        key: %5$s
    """
        .formatted(tenant.person("Ada").email(), tenant.person("Ben").email(), monday, far, KEY);
  }
}
