package dev.tocsin.platform.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many calls a tenant may make. Tocsin's own services and the operator are not counted. */
@ConfigMapping(prefix = "tocsin.limits")
public interface LimitConfig {

  /** Are they held? Default true. */
  @WithDefault("true")
  boolean enabled();

  /** Calls of a tenant a second, on average, over all methods. Default 500. */
  @WithDefault("500")
  double tenantPerSecond();

  /** Calls that a tenant may make at once after a pause. Default 5,000. */
  @WithDefault("5000")
  int tenantBurst();

  /** Calls of one method by one tenant a second, on average. Default 300. */
  @WithDefault("300")
  double methodPerSecond();

  /** Calls of one method that a tenant may make at once after a pause. Default 3,000. */
  @WithDefault("3000")
  int methodBurst();

  /**
   * How many times these numbers a tenant may set for itself at most (its own config). Default 1:
   * it may only lower them.
   */
  @WithDefault("1")
  double tenantFactor();
}
