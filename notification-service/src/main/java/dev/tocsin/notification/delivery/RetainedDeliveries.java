package dev.tocsin.notification.delivery;

import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.retention.RetainedTables;
import java.util.List;

/** What this service keeps of deliveries, and until when. */
public final class RetainedDeliveries implements RetainedTables {
  private static final String SETTING = "tocsin.delivery.retention";
  private static final String ENDED = "state <> 'pending' AND finished_at < $2";

  /** Deliveries last, with their events. */
  static final List<ExpiringRows> TABLES =
      List.of(
          ExpiringRows.of("wish", "created_at", "true", SETTING, Keeping.DELIVERIES),
          ExpiringRows.of("group_state", "updated_at", "true", SETTING, Keeping.DELIVERIES),
          ExpiringRows.of("failed_page", "created_at", ENDED, SETTING, Keeping.DELIVERIES),
          new ExpiringRows(
              "delivery", "created_at", ENDED, SETTING, "delivery_event", Keeping.DELIVERIES));

  @Override
  public String schema() {
    return "notification";
  }

  @Override
  public List<ExpiringRows> tables() {
    return TABLES;
  }
}
