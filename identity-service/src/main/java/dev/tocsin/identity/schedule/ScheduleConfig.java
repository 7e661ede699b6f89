package dev.tocsin.identity.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Schedules. */
@ConfigMapping(prefix = "tocsin.schedule-store")
public interface ScheduleConfig {

  /** Versions that a schedule may have had, counting those taken back. Default 5000. */
  @WithDefault("5000")
  int versionsPerSchedule();
}
