package dev.tocsin.alerting.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many requests an integration may send to one replica, unless it has a rate of its own. The
 * default is what two cores can just not take: it keeps one integration from taking everything from
 * the others on a larger machine; lower it, or set it per integration, to hold a loud tool back.
 */
@ConfigMapping(prefix = "tocsin.ingest.rate")
public interface RateConfig {

  /** Requests in a second, in the long run. */
  @WithDefault("20000")
  double perSecond();

  /** Requests at once. */
  @WithDefault("40000")
  int burst();
}
