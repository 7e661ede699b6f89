package dev.tocsin.ticketing.ticket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tickets are worked on. */
@ConfigMapping(prefix = "tocsin.ticket.queue")
public interface TicketQueueConfig {
  /** Tickets taken at once. */
  @WithDefault("50")
  int batch();

  /** Calls under way at once. */
  @WithDefault("16")
  int concurrency();

  /** How long a worker keeps a ticket to itself; longer than a call can take. */
  @WithDefault("PT60S")
  Duration lease();

  /** Attempts of one operation before the ticket is given up. */
  @WithDefault("12")
  int maxAttempts();

  /** Wait after the first failed attempt; doubles with each further one. */
  @WithDefault("PT2S")
  Duration firstBackoff();

  /** Longest wait between attempts. */
  @WithDefault("PT15M")
  Duration maxBackoff();

  /** How often the table is looked at when nothing wakes the worker. */
  @WithDefault("PT2S")
  Duration poll();
}
