package dev.tocsin.identity.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what on-call leaves behind is kept. */
@ConfigMapping(prefix = "tocsin.oncall.retention")
public interface OnCallRetentionConfig {

  /** How long notices to people are kept once they were brought or given up. */
  @WithDefault("P90D")
  Duration notices();

  /** How long swaps are kept that are over, after the shift that they were about. */
  @WithDefault("P400D")
  Duration swaps();

  /**
   * How long shifts of imported calendars are kept after their end: as far back history, and
   * reports of who bore how much, know who was on call by them.
   */
  @WithDefault("P800D")
  Duration calendarShifts();
}
