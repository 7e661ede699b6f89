package dev.tocsin.alerting.paging;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When a page would break somebody's rest; docs/schedules.md publishes the rule.
 *
 * @param least rest after a page at night
 * @param nightStart wall-clock time of the person at which a night begins
 * @param nightEnd when it ends, the next day when it is not later
 * @param critical whether it holds for critical alerts too
 */
public record RestRule(Duration least, LocalTime nightStart, LocalTime nightEnd, boolean critical) {

  /** Who was paged is up for so long: more pages in it wake nobody. */
  static final Duration UP = Duration.ofHours(1);

  /** Does it hold for this severity? One that is not known may be critical. */
  boolean holdsFor(String severity) {
    return critical || !(severity.isEmpty() || severity.equals("critical"));
  }

  /** Is it night for somebody who lives in this zone? Never in one that is not known here. */
  public boolean isNight(Instant at, String zone) {
    LocalTime time;
    try {
      time = at.atZone(ZoneId.of(zone)).toLocalTime();
    } catch (DateTimeException e) {
      return false;
    }
    boolean begun = !time.isBefore(nightStart);
    boolean goesOn = time.isBefore(nightEnd);
    return nightEnd.isAfter(nightStart) ? begun && goesOn : begun || goesOn;
  }

  /** Would a page now break the rest of who was last paged at night then? */
  boolean isBrokenBy(Instant now, Instant lastPage) {
    return !now.isBefore(lastPage.plus(UP)) && now.isBefore(lastPage.plus(least));
  }
}
