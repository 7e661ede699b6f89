package dev.tocsin.e2e;

import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** FAULTS 4: Redis holds nothing that may not be lost, so people are paged without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault04RedisGone {
  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("redis", false).start();
    tenant = Tenants.make(tocsin, "redis");
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @Test
  void pagesWhileRedisHangsAndSaysThatItDoes() throws Exception {
    long redis = tocsin.redis();
    signal(redis, "STOP");
    try {
      pagesAndStops("Hanging");
      Wait.untilTrue(
          () -> tocsin.nobody().get("/readyz").body().toLowerCase().contains("redis"),
          () -> "/readyz says " + tocsin.nobody().get("/readyz").body());
    } finally {
      signal(redis, "CONT");
    }
  }

  @Test
  void pagesAfterRedisWasKilledAndBringsItBack() {
    long before = tocsin.redis();
    ProcessHandle.of(before).orElseThrow().destroyForcibly();

    pagesAndStops("Killed");

    Wait.untilTrue(() -> tocsin.redis() != before, () -> "no new Redis was started");
  }

  @Test
  void startsAndPagesWithoutAnyRedis() {
    tocsin.server().end();
    tocsin.start("tocsin.redis.url=redis://127.0.0.1:1");
    try {
      pagesAndStops("Absent");
    } finally {
      tocsin.server().end();
      tocsin.start();
    }
  }

  private void pagesAndStops(String name) {
    var timeline = Timeline.in(tenant);
    var alarm = timeline.alarm(name, "critical");
    timeline.fires(alarm);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.press("Acknowledge").expectAlert(alarm, "ACKNOWLEDGED");
    timeline.expectNoPageFor("1H");
  }

  private static void signal(long pid, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
  }
}
