package dev.tocsin.alerting.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what is told to notification-service and ticket-service. */
@ConfigMapping(prefix = "tocsin.outbox")
public interface OutboxConfig {

  /** How many messages of one kind are told at the same time in one process. Default 32. */
  @WithDefault("32")
  int concurrency();

  /** How long a taken message belongs to its worker. Default 20 seconds. */
  @WithDefault("PT20S")
  Duration lease();

  /** After how many attempts a message is a dead letter. Default 10000: more than a day. */
  @WithDefault("10000")
  int maxAttempts();

  /** Wait after the first failure; doubles with each further one. Default 500 ms. */
  @WithDefault("PT0.5S")
  Duration firstBackoff();

  /** Longest wait between two attempts. Default 15 seconds. */
  @WithDefault("PT15S")
  Duration maxBackoff();

  /** How often messages are looked for without a wake-up. Default 500 ms. */
  @WithDefault("PT0.5S")
  Duration poll();
}
