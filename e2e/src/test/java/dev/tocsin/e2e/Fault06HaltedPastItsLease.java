package dev.tocsin.e2e;

import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.Server;
import dev.tocsin.e2e.harness.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * FAULTS 6 and 21: a worker is halted (SIGSTOP) for longer than its lease and goes on (SIGCONT);
 * whoever takes its steps over counts them as abandoned and says so.
 */
@ExtendWith(Shared.class)
class Fault06HaltedPastItsLease {
  @Test
  void leavesEachStepToTheReplicaThatTookItOver(FourProcesses tocsin) {
    Server worker = tocsin.replica("alerting", HeldSteps.PATIENT);
    try {
      HeldSteps steps = HeldSteps.by(worker, tocsin, "halted");

      worker.halt();
      steps.areTakenOver();
      worker.goOn();

      steps.areLostToTheHolder();
    } finally {
      tocsin.service("identity").goOn();
      tocsin.service("alerting").goOn();
      tocsin.retire(worker);
    }
  }
}
