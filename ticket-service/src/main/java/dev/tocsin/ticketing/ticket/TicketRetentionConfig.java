package dev.tocsin.ticketing.ticket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what passed between tickets and their systems is kept. */
@ConfigMapping(prefix = "tocsin.ticket.retention")
public interface TicketRetentionConfig {
  /**
   * How long notes are kept after their end: ours, whether written, dropped or given up, and the
   * record of which notes of people over there are on the timeline. One that a system tells again
   * after that comes onto the timeline again.
   */
  @WithDefault("P90D")
  Duration notes();
}
