package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Child;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

  private OneProcess tocsin;
  private Tenant tenant;
  private DeclaredDatabases declared;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("provisioning", false).start();
  }

  @BeforeEach
  void makeTenant() {
    tenant = Tenants.make(tocsin, "provisioning");
    declared = new DeclaredDatabases(tenant);
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @Test
  void yamlProvisionedTwiceChangesNothingAndAnAlertPagesAsItSays() throws IOException {
    Path file = Files.writeString(tocsin.data().resolveSibling("databases.yaml"), declared.text());

    Child first = provision("first", file);
    List<String> events = declared.settledEvents();
    Child second = provision("second", file);

    assertEquals(0, first.awaitEnd(PATIENCE), first::lastWords);
    assertEquals(0, second.awaitEnd(PATIENCE), second::lastWords);
    for (String made : DeclaredDatabases.MADE) {
      assertTrue(first.output().contains("made " + made), first::lastWords);
    }
    assertTrue(second.output().contains("nothing to do"), second::lastWords);
    assertEquals(events, declared.events(), "a second run leaves no trace");

    var timeline = Timeline.in(declared.through());
    var alarm = timeline.alarm("Disk", "warning").with("team", "db");
    timeline
        .fires(alarm)
        .expectPage("slack", "Ada", page -> page.text().contains(alarm.name()))
        .at("5m")
        .expectPage("slack", "Ben", page -> page.text().contains(alarm.name()));
  }

  @Test
  void twoThatFollowAFileAtOnceMakeEachThingOnce() throws IOException {
    Path file = Files.writeString(tocsin.data().resolveSibling("at-once.yaml"), declared.text());

    Child one = begin("one", file);
    Child other = begin("other", file);

    assertEquals(0, one.awaitEnd(PATIENCE), one::lastWords);
    assertEquals(0, other.awaitEnd(PATIENCE), other::lastWords);
    for (String made : DeclaredDatabases.MADE) {
      List<Boolean> who =
          List.of(one.output().contains("made " + made), other.output().contains("made " + made));
      assertEquals(1, Collections.frequency(who, true), () -> made + " is made by one: " + who);
    }
    declared.settledEvents();
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
        () ->
            declared.events().stream()
                    .filter(e -> e.startsWith("escalation_policy.create "))
                    .count()
                == 3,
        () -> "the audit log does not tell who made the policy: " + declared.events());

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
            declared.events().stream()
                .anyMatch(event -> event.startsWith("team.create service:provisioning")),
        () -> "no team was made at the start; " + tocsin.server().process().lastWords());
    tocsin.server().end();
    tocsin.start();
    Wait.untilTrue(
        () -> tocsin.server().process().output().contains("Everything is as the configuration"),
        () -> tocsin.server().process().lastWords());

    assertEquals(
        1,
        declared.events().stream()
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
    Child child = begin(name, file, more);
    child.awaitEnd(PATIENCE);
    return child;
  }

  private Child begin(String name, Path file, String... more) {
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
    return tocsin.command(name, arguments.toArray(String[]::new));
  }
}
