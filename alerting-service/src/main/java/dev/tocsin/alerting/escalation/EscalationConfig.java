package dev.tocsin.alerting.escalation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the escalation. */
@ConfigMapping(prefix = "tocsin.escalation")
public interface EscalationConfig {

  /**
   * How long a due step may wait for identity-service before the policy's fallback channel is
   * paged; the step itself is tried on. Default 2 minutes.
   */
  @WithDefault("PT2M")
  Duration identityPatience();

  /**
   * Time between two rounds of a policy whose steps all wait 0 s; otherwise it is the longest wait.
   * Default 5 minutes.
   */
  @WithDefault("PT5M")
  Duration roundPause();

  /**
   * How many times people who were named directly are paged again while nobody answers; then the
   * fallback of the default policy follows. Default 2.
   */
  @WithDefault("2")
  int directRepeat();

  /** How many due steps are taken, paged side by side and committed together. Default 64. */
  @WithDefault("64")
  int batch();

  /**
   * How many steps are under way at once in one process. More of them would only wait for
   * notification-service, and run into the deadline of its calls. Default 256.
   */
  @WithDefault("256")
  int concurrency();

  /**
   * How long a taken step belongs to its worker; after a crash another one goes on then. Default 20
   * seconds.
   */
  @WithDefault("PT20S")
  Duration lease();

  /** Wait after the first failure of a step; doubles with each further one. Default 500 ms. */
  @WithDefault("PT0.5S")
  Duration firstBackoff();

  /** Longest wait between two attempts of a step. Default 10 seconds. */
  @WithDefault("PT10S")
  Duration maxBackoff();

  /** How often due steps are looked for without a wake-up. Default 500 ms. */
  @WithDefault("PT0.5S")
  Duration poll();
}
