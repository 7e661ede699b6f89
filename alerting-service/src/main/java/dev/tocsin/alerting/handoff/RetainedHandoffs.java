package dev.tocsin.alerting.handoff;

import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.RetainedTables;
import java.util.List;

/** Until when this service keeps what is left of hand-offs. */
public final class RetainedHandoffs implements RetainedTables {

  private static final String KEPT = "tocsin.handoff.kept";

  @Override
  public String schema() {
    return "alerting";
  }

  @Override
  public List<ExpiringRows> tables() {
    return List.of(
        ExpiringRows.of("handoff", "created_at", "state <> 'pending'", KEPT),
        ExpiringRows.of("handoff_note", "created_at", "true", KEPT),
        ExpiringRows.of("drill", "created_at", "state <> 'pending'", KEPT));
  }
}
