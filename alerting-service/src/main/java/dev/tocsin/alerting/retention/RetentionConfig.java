package dev.tocsin.alerting.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long alerts are kept that are over, and how gently they are forgotten. */
@ConfigMapping(prefix = "tocsin.alert.retention")
public interface RetentionConfig {

  /**
   * How long alerts, groups and their timelines are kept after the group's end, and payloads of
   * which no alert is left; at least P7D. Reports reach as far back.
   */
  @WithDefault("P400D")
  Duration kept();

  /** How many groups one transaction looks at. */
  @WithDefault("200")
  int batch();

  /** How long to wait between two transactions. */
  @WithDefault("PT0.05S")
  Duration pause();

  /** How often each process does it for a tenant whose alerts come to an end. */
  @WithDefault("PT10M")
  Duration every();
}
