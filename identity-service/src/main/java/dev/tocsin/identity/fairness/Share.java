package dev.tocsin.identity.fairness;

import dev.tocsin.identity.rest.RestRules;
import dev.tocsin.identity.rest.Stretch;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What one person has borne. Pure. Lengths are of real time, so that the night of a daylight-saving
 * change has as many hours as it had.
 */
record Share(int shifts, Duration all, Duration night, Duration weekend, Duration holiday) {

  /**
   * Of these shifts.
   *
   * @param shifts on whichever schedules; time that several of them share counts once
   * @param zone where the person lives
   * @param rules what a night is
   * @param holidays public holidays of the person; may overlap
   */
  static Share of(List<Stretch> shifts, ZoneId zone, RestRules rules, List<Stretch> holidays) {
    List<Stretch> days = Stretch.merged(holidays);
    Duration all = Duration.ZERO;
    Duration night = Duration.ZERO;
    Duration weekend = Duration.ZERO;
    Duration holiday = Duration.ZERO;
    List<Stretch> merged = Stretch.merged(shifts);
    for (Stretch shift : merged) {
      all = all.plus(shift.length());
      night = night.plus(rules.atNight(shift, zone));
      weekend = weekend.plus(atWeekends(shift, zone));
      for (Stretch day : days) {
        holiday = holiday.plus(shift.shared(day));
      }
    }
    return new Share(merged.size(), all, night, weekend, holiday);
  }

  private static Duration atWeekends(Stretch shift, ZoneId zone) {
    Duration total = Duration.ZERO;
    LocalDate last = shift.end().atZone(zone).toLocalDate();
    for (LocalDate day = shift.start().atZone(zone).toLocalDate();
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        total =
            total.plus(
                shift.shared(
                    new Stretch(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant())));
      }
    }
    return total;
  }

  static double hours(Duration duration) {
    return Math.round(duration.toMinutes() / 0.6) / 100.0;
  }
}
