package dev.tocsin.alerting.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one payload and one alert may hold. */
@ConfigMapping(prefix = "tocsin.ingest.limits")
public interface SignalLimits {

  /** Alerts in one payload; a payload with more is refused whole, with 413. */
  @WithDefault("10000")
  int alertsPerPayload();

  /**
   * Labels of one alert, and likewise annotations; those after the first so many, by name, are left
   * out.
   */
  @WithDefault("200")
  int labelsPerAlert();

  /** Characters of a label's name; a longer name is cut. */
  @WithDefault("256")
  int nameLength();

  /** Characters of a label's or annotation's value; a longer value is cut and marked. */
  @WithDefault("16384")
  int valueLength();

  /** Characters of a title; a longer one is cut and marked. */
  @WithDefault("300")
  int titleLength();

  /** Characters of a link; a longer one is left out. */
  @WithDefault("2048")
  int urlLength();
}
