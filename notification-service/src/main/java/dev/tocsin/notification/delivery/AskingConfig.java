package dev.tocsin.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much callers of the API may ask for. */
@ConfigMapping(prefix = "tocsin.notifications")
public interface AskingConfig {

  /** Notifications a second that callers of one tenant may ask for, over all replicas. */
  @WithDefault("50")
  double rate();

  /** Notifications that may be asked for at once before {@link #rate} holds. */
  @WithDefault("500")
  int burst();
}
