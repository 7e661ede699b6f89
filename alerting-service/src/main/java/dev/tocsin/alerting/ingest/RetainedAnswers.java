package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.RetainedTables;
import java.util.List;

/** Until when this service keeps the answers that it gave. */
public final class RetainedAnswers implements RetainedTables {

  @Override
  public String schema() {
    return "alerting";
  }

  @Override
  public List<ExpiringRows> tables() {
    return List.of(
        ExpiringRows.of("ingest_answer", "created_at", "true", "tocsin.ingest.answers-kept"));
  }
}
