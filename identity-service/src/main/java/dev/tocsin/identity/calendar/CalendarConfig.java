package dev.tocsin.identity.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Calendars of shifts that calendar programs read. */
@ConfigMapping(prefix = "tocsin.calendar")
public interface CalendarConfig {

  /** Days past that a calendar shows where the address names none. Default 30. */
  @WithDefault("30")
  int pastDays();

  /** Days to come that a calendar shows where the address names none. Default 180. */
  @WithDefault("180")
  int nextDays();

  /** Reads of one secret address an hour, on average. Default 360. */
  @WithDefault("360")
  int readsPerHour();

  /** Reads of one secret address at once after a pause. Default 30. */
  @WithDefault("30")
  int readsBurst();

  /** Reads of secret addresses by one network address a minute, on average. Default 600. */
  @WithDefault("600")
  int readsPerMinuteByAddress();

  /** Secret addresses that one person may have. Default 50. */
  @WithDefault("50")
  int linksPerPerson();
}
