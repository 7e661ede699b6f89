package dev.tocsin.e2e;

import dev.tocsin.e2e.harness.Flow;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole product is killed (-9) again and again, at any instant, while alerts flow. */
class KilledAtRandomTest {
  private static final int TIMES = 5;

  @Test
  void losesNothingAndOwnsUpToRepetitions() {
    long seed = System.nanoTime();
    System.out.println("kills by the seed " + seed);
    var random = new Random(seed);
    try (OneProcess tocsin = OneProcess.in("killed-at-random", false).start()) {
      Ledger ledger = Ledger.of(tocsin, "random");
      try (Flow flow = Flow.start(ledger.timeline(), "Flow")) {
        for (int i = 0; i < TIMES; i++) {
          flow.awaitMore(1 + random.nextInt(60));
          Wait.pause(Duration.ofMillis(random.nextInt(30)));
          tocsin.server().kill();
          tocsin.start();
        }
        flow.awaitMore(1);
        ledger.balances(flow);
      }
    }
  }
}
