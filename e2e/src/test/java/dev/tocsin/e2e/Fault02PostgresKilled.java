package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Flow;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Wait;
import org.junit.jupiter.api.Test;

/** FAULTS 2: PostgreSQL is killed (-9) while alerts flow; the process starts it again. */
class Fault02PostgresKilled {
  private static final int TIMES = 3;

  @Test
  void losesNothingThatWasTaken() {
    try (OneProcess tocsin = OneProcess.in("postgres-killed", false).start()) {
      Ledger ledger = Ledger.of(tocsin, "postgres");
      try (Flow flow = Flow.start(ledger.timeline(), "Flow")) {
        for (int i = 0; i < TIMES; i++) {
          flow.awaitMore(60);
          long killed = tocsin.postgres();
          ProcessHandle.of(killed).orElseThrow().destroyForcibly();
          Wait.untilTrue(
              () -> ProcessHandle.of(killed).isEmpty(), () -> "PostgreSQL survived its kill");
          flow.awaitMore(60);
        }
        assertTrue(tocsin.server().runs(), "the process itself went on");
        ledger.balances(flow);
      }
    }
  }
}
