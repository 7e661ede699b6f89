package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.alerting.ingest.SharedTransaction.TransactionNumber;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a transaction's number tells after its connection broke. */
@QuarkusTest
class SharedTransactionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject SharedTransaction transactions;

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Test
  void believesTheServerThatGaveTheNumber() {
    TransactionNumber committed = number();

    assertEquals("committed", transactions.outcome(committed).await().atMost(PATIENCE));
  }

  @Test
  void believesNoServerThatWasStartedAnew() {
    var before = new TransactionNumber(number().transaction(), "1700000000.000000");

    assertEquals("unknown", transactions.outcome(before).await().atMost(PATIENCE));
  }

  /** Of a transaction that is over. */
  private TransactionNumber number() {
    return database
        .pool()
        .query(
            "SELECT pg_current_xact_id()::text, extract(epoch FROM"
                + " pg_postmaster_start_time())::text")
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new TransactionNumber(row.getString(0), row.getString(1)))
        .await()
        .atMost(PATIENCE);
  }
}
