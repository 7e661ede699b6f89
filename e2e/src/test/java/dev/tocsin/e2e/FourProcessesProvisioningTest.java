package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Child;
import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant as a file declares it, in four processes with an address each. */
@ExtendWith(Shared.class)
class FourProcessesProvisioningTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Test
  void yamlProvisionedTwiceChangesNothingAndAnAlertPagesAsItSays(FourProcesses four) {
    Tenant tenant = Tenants.make(four, "declared");
    var declared = new DeclaredDatabases(tenant);
    Path file = four.file("databases.yaml", declared.text());

    Child first = provision(four, "provision-first", tenant, file);
    List<String> events = declared.settledEvents();
    Child second = provision(four, "provision-second", tenant, file);

    assertEquals(0, first.awaitEnd(PATIENCE), first::lastWords);
    assertEquals(0, second.awaitEnd(PATIENCE), second::lastWords);
    for (String made : DeclaredDatabases.MADE) {
      assertTrue(first.output().contains("made " + made), first::lastWords);
    }
    assertTrue(second.output().contains("nothing to do"), second::lastWords);
    assertEquals(events, declared.events(), "a second run leaves no trace");
    var timeline = Timeline.in(declared.through());
    var alarm = timeline.alarm("Disk", "warning").with("team", "db");
    timeline.fires(alarm).expectPage("slack", "Ada", page -> page.text().contains(alarm.name()));
    timeline.act("responder", timeline.expectAlert(alarm, "OPEN"), "resolve").ok();
  }

  private static Child provision(FourProcesses four, String name, Tenant tenant, Path file) {
    Child child =
        four.provision(name, file, tenant.keys().getOrDefault("owner", "no key of an owner"));
    child.awaitEnd(PATIENCE);
    return child;
  }
}
