package dev.tocsin.ticketing.callback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages of ticket systems are taken. */
@ConfigMapping(prefix = "tocsin.ticket.callback")
public interface CallbackConfig {
  /** Most bytes of a message. Jira sends whole issues: some hundred kB are usual. */
  @WithDefault("2097152")
  int maxBody();

  /**
   * How long messages are kept after they were handled or given up: to know them again, and to put
   * back one that was given up.
   */
  @WithDefault("P7D")
  Duration keep();
}
