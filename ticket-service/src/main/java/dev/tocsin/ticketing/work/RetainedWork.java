package dev.tocsin.ticketing.work;

import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.retention.RetainedTables;
import java.util.List;

/** What this service keeps of what passed between tickets and their systems, and until when. */
public final class RetainedWork implements RetainedTables {
  private static final String NOTES_KEPT = "tocsin.ticket.retention.notes";

  /** Which notes of people over there are on the timeline. */
  public static final ExpiringRows NOTES =
      ExpiringRows.of("ticket_note", "created_at", "done", NOTES_KEPT, Keeping.TICKET_NOTES);

  /** Rows of a table of work that is done or given up. */
  static ExpiringRows ended(String table, String setting, Keeping keeping) {
    return ExpiringRows.of(
        table, "created_at", "state <> 'pending' AND finished_at < $2", setting, keeping);
  }

  @Override
  public String schema() {
    return "ticketing";
  }

  @Override
  public List<ExpiringRows> tables() {
    return List.of(
        ended("ticket_comment", NOTES_KEPT, Keeping.TICKET_NOTES),
        ended("ticket_callback", "tocsin.ticket.callback.keep", Keeping.INSTALLATION),
        NOTES);
  }
}
