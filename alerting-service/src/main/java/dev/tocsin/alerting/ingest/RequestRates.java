package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.RateLimits;
import jakarta.inject.Singleton;

/** Holds each integration to its rate of requests, within this process (ADR 12). */
@Singleton
class RequestRates {

  private final RateLimits limits;
  private final Rate standard;

  RequestRates(RateLimits limits, RateConfig config) {
    this.limits = limits;
    this.standard = new Rate(config.perSecond(), config.burst());
  }

  /**
   * Counts a request.
   *
   * @throws Exhausted when the integration has sent too many; says when to send again
   */
  void count(Integration integration) {
    Rate rate = integration.rate().orElse(standard);
    limits
        .takeLocal("ingest:" + integration.id(), rate)
        .ifPresent(
            wait -> {
              throw new Exhausted(
                  "integration '"
                      + integration.name()
                      + "' sends more than "
                      + number(rate.perSecond())
                      + " requests a second ("
                      + rate.burst()
                      + " at once): send again later, send several alerts in one request, or raise"
                      + " its rate",
                  wait);
            });
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
