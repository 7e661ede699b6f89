package dev.tocsin.e2e;

import dev.tocsin.e2e.harness.Cable;
import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.Server;
import dev.tocsin.e2e.harness.Shared;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 5: the network between a worker and PostgreSQL fails for longer than its lease. */
@ExtendWith(Shared.class)
class Fault05SplitFromTheDatabase {
  @Test
  void keepsTheOldWorkerFromFinishingWhenTheNetworkIsBack(FourProcesses tocsin) {
    try (Cable cable = tocsin.cable()) {
      Server worker =
          tocsin.replica(
              "alerting",
              Stream.concat(Stream.of(FourProcesses.behind(cable)), Stream.of(HeldSteps.PATIENT))
                  .toArray(String[]::new));
      try {
        HeldSteps steps = HeldSteps.by(worker, tocsin, "split");

        cable.cut();
        worker.watched(false);
        steps.areTakenOver();
        cable.mend();
        worker.watched(true);

        steps.areLostToTheHolder();
      } finally {
        cable.mend();
        tocsin.service("identity").goOn();
        tocsin.service("alerting").goOn();
        tocsin.retire(worker);
      }
    }
  }
}
