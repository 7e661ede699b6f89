package dev.tocsin.alerting.handoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How hand-offs are looked for, and how long what is left of them is kept. */
@ConfigMapping(prefix = "tocsin.handoff")
public interface HandoffConfig {

  /** How often the hand-offs ahead are looked for on each schedule that wants notices or drills. */
  @WithDefault("PT1M")
  Duration sweep();

  /** A hand-off that lies further back is told of no more, as after a long outage. */
  @WithDefault("PT1H")
  Duration latest();

  /** How often a running drill is looked at. */
  @WithDefault("PT3S")
  Duration drillPoll();

  /** How long notes, drills and what was told at hand-offs are kept. */
  @WithDefault("P400D")
  Duration kept();
}
