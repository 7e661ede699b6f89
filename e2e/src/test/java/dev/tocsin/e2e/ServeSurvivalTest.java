package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code tocsin serve} on one folder: it keeps what it took, whatever ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeSurvivalTest {
  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("survival", false).start();
    tenant = Tenants.make(tocsin, "survival");
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @Test
  void refusesASecondStartOnItsFolder() {
    var second = tocsin.again();

    assertNotEquals(0, second.awaitEnd());
    assertTrue(
        second.output().contains(tocsin.data().getFileName().toString())
            && second.output().matches("(?is).*(in use|another|already).*"),
        second::lastWords);
    assertTrue(tocsin.server().healthy(), "the first goes on");
  }

  @Test
  void stopsWithinSecondsWhenAskedAndKeepsItsData() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Stopped", "critical");
    timeline.fires(alarm).expectPage("slack", "Ada");
    long begin = System.nanoTime();
    long postgres = tocsin.postgres();

    int status = tocsin.server().process().stop(Wait.PATIENCE);

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(status == 0 || status == 143, () -> "ended with " + status);
    assertTrue(took.toSeconds() < 45, () -> "took " + took);
    assertTrue(ProcessHandle.of(postgres).isEmpty(), "PostgreSQL ended with it");
    tocsin.start();
    assertEquals(1, timeline.alerts(alarm).size());
  }

  @Test
  void recoversFromTheKillOfItsProcessAndGoesOnEscalating() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Murdered", "major");
    timeline.fires(alarm).expectPage("slack", "Ada").expectPage("email", "Ada");

    tocsin.server().kill();
    tocsin.start();

    timeline.expectAlert(alarm, "OPEN");
    // By then the step is free again that it may have died in; the next one counts from its end.
    timeline.at("2M").at("7M").expectPage("slack", "Ben");
    timeline.act("responder", timeline.expectAlert(alarm, "OPEN"), "acknowledge").ok();
  }

  @Test
  void recoversFromTheKillOfItsPostgres() {
    var timeline = Timeline.in(tenant);
    Alarm before = timeline.alarm("Before", "critical");
    timeline.fires(before).expectPage("slack", "Ada");
    ProcessHandle.of(tocsin.postgres()).orElseThrow().destroyForcibly();

    Alarm after = timeline.alarm("After", "critical");
    Wait.untilTrue(
        () -> tenant.webhook(Alarm.firing(java.util.List.of(after))).succeeded(),
        () -> "takes no alert any more");

    timeline.expectPage("slack", "Ada", page -> page.text().contains(after.name()));
    timeline.expectAlert(before, "OPEN");
    assertTrue(tocsin.server().runs(), "the process itself went on");
  }
}
