package dev.tocsin.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are handed over. */
@ConfigMapping(prefix = "tocsin.delivery")
public interface DeliveryConfig {

  /** Attempts after which a delivery is dead. */
  @WithDefault("8")
  int maxAttempts();

  /** Wait after the first failed attempt; doubles with each further one. */
  @WithDefault("1s")
  Duration firstBackoff();

  /** Longest wait between attempts, and the longest that a provider's Retry-After is followed. */
  @WithDefault("5m")
  Duration maxBackoff();

  /**
   * Wait before an attempt of unknown outcome is looked up: what is under way shall have arrived by
   * then.
   */
  @WithDefault("2s")
  Duration lookUpDelay();

  /** Messages that one replica hands over at a time, per kind of channel. */
  @WithDefault("32")
  int concurrency();

  /** Messages that one replica hands over at a time to one configured channel. */
  @WithDefault("8")
  int concurrencyPerChannel();

  /** Failures in a row after which a configured channel is left alone for a while. */
  @WithDefault("3")
  int failuresToPause();

  /** Longest such pause. */
  @WithDefault("30s")
  Duration longestPause();

  /** How long a claimed delivery is one replica's; attempts end well before. */
  @WithDefault("1m")
  Duration lease();

  /** How often to look for due deliveries without having been woken. */
  @WithDefault("1s")
  Duration poll();

  /** How long deliveries, their events and idempotency keys are kept after their end. */
  @WithDefault("90d")
  Duration retention();
}
