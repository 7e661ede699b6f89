package dev.tocsin.alerting.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of snoozes. */
@ConfigMapping(prefix = "tocsin.snooze")
public interface SnoozeConfig {

  /** Longest time that an alert can be put off. Default 7 days. */
  @WithDefault("P7D")
  Duration longest();

  /** How often ends of snoozes are looked for without a wake-up. Default 500 ms. */
  @WithDefault("PT0.5S")
  Duration poll();
}
