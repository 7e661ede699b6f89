package dev.tocsin.identity.retention;

import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.RetainedTables;
import java.util.List;

/** What this service keeps for a time, and until when. */
public final class RetainedOnCall implements RetainedTables {

  private static final String ENDED = "state <> 'pending' AND finished_at < $2";

  /** Whatever the setting says: the shift in force, and those to come, are never old. */
  private static final String OVER = "end_time < clock_timestamp() - interval '1 day'";

  static final ExpiringRows NOTICES =
      ExpiringRows.of("notice", "created_at", ENDED, "tocsin.oncall.retention.notices");

  static final ExpiringRows SWAPS =
      ExpiringRows.of(
          "shift_swap",
          "created_at",
          ENDED + " AND end_time < $2 AND (return_end IS NULL OR return_end < $2)",
          "tocsin.oncall.retention.swaps");

  static final ExpiringRows CALENDAR_SHIFTS =
      ExpiringRows.of(
          "calendar_feed_event", "end_time", OVER, "tocsin.oncall.retention.calendar-shifts");

  @Override
  public String schema() {
    return "identity";
  }

  @Override
  public List<ExpiringRows> tables() {
    return List.of(NOTICES, SWAPS, CALENDAR_SHIFTS);
  }
}
