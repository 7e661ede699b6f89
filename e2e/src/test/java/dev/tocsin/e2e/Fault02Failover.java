package dev.tocsin.e2e;

import dev.tocsin.e2e.harness.Cable;
import dev.tocsin.e2e.harness.Flow;
import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.History;
import dev.tocsin.e2e.harness.Wait;
import dev.tocsin.platform.embedded.PostgresPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * FAULTS 2: PostgreSQL's primary dies between a commit and its answer, and a replica takes its
 * place behind the same address. Whoever waited does not know whether it was committed; it was.
 */
class Fault02Failover {

  @Test
  void losesNothingAndDoesNothingTwice() {
    var running = new AtomicReference<Database>();
    try (FourProcesses tocsin =
        FourProcesses.start(
            "failover",
            folder -> {
              running.set(Database.in(folder));
              return running.get().asSettings();
            })) {
      Database database = running.get();
      Ledger ledger = Ledger.of(tocsin, database::history, "failover");
      try (Flow flow = Flow.start(ledger.timeline(), "Flow")) {
        flow.awaitMore(60);
        database.failOverBetweenCommitAndAnswer(ledger.timeline().tenant().id(), flow);
        flow.awaitMore(60);
        ledger.balances(flow);
      }
    }
  }

  /** A pair of servers behind one address. */
  private record Database(PostgresPair pair, Cable cable, AtomicReference<String> superuser) {

    static Database in(Path folder) {
      PostgresPair pair = PostgresPair.start(folder);
      return new Database(
          pair, Cable.to(pair.primaryPort()), new AtomicReference<>(pair.primaryUrl()));
    }

    FourProcesses.Postgres asSettings() {
      Map<String, String> settings = new HashMap<>(pair.settings());
      settings.put("tocsin.db.url", "postgresql://127.0.0.1:" + cable.port() + "/tocsin");
      return new FourProcesses.Postgres(settings, cable.port(), superuser::get, this::stop);
    }

    History history() {
      return History.at(superuser.get());
    }

    void failOverBetweenCommitAndAnswer(String tenant, Flow flow) {
      cable.loseAnswersTo("COMMIT");
      Wait.untilTrue(
          () -> {
            int taken = flow.taken().size();
            Wait.pause(Duration.ofSeconds(1));
            return flow.taken().size() == taken && stored(tenant) > taken;
          },
          () -> "no commit was left without an answer: " + stored(tenant));
      pair.killPrimary();
      pair.promote();
      superuser.set(pair.replicaUrl());
      cable.leadTo(pair.replicaPort());
    }

    private long stored(String tenant) {
      return history()
          .count("SELECT count(*) FROM alerting.alert WHERE tenant_id = ?::uuid", tenant);
    }

    private void stop() {
      cable.close();
      pair.close();
    }
  }
}
