package dev.tocsin.identity.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Imported calendars. */
@ConfigMapping(prefix = "tocsin.calendar-feeds")
public interface FeedConfig {

  /** Imported calendars that a tenant may have. Default 200. */
  @WithDefault("200")
  int perTenant();

  /** Time for one fetch of a calendar, redirects included. Default 20s. */
  @WithDefault("20s")
  Duration timeout();

  /** Days ahead for which shifts of a calendar are kept. Default 400. */
  @WithDefault("400")
  int nextDays();

  /** Longest time between two polls of the queue of calendars that are due. Default 5s. */
  @WithDefault("5s")
  Duration poll();
}
