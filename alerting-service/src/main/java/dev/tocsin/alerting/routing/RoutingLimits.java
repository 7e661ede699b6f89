package dev.tocsin.alerting.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What conditions may cost. */
@ConfigMapping(prefix = "tocsin.routing")
public interface RoutingLimits {

  /** Routes of one tenant. */
  @WithDefault("2000")
  int routesPerTenant();

  /** Characters of a condition. */
  @WithDefault("10000")
  int conditionLength();

  /**
   * Steps of {@code all}, {@code exists}, {@code map} and {@code filter} in one evaluation, nested
   * ones multiplied.
   */
  @WithDefault("10000")
  int iterations();

  /** Size of the program that a regular expression compiles to (RE2 instructions). */
  @WithDefault("1000")
  int regexSize();

  /**
   * How long one condition may take for one alert; it fails when it takes longer. What an
   * evaluation may do is bounded by {@link #iterations} and {@link #regexSize}; this is for what
   * they do not catch, and far above any pause of the process: a route that fails because the
   * machine was busy sends the page elsewhere. Default 1 second.
   */
  @WithDefault("1s")
  Duration perCondition();

  /**
   * How long all conditions may take for one alert; those not tried by then fail. Default 3
   * seconds.
   */
  @WithDefault("3s")
  Duration perAlert();
}
