package dev.tocsin.notification.live;

import java.time.Duration;

/** Settings of a test. */
record Numbers(Duration poll, Duration pollWithoutRedis, Duration patience, Duration ping)
    implements LiveConfig {

  Numbers(Duration poll, Duration pollWithoutRedis) {
    this(poll, pollWithoutRedis, Duration.ofSeconds(30), Duration.ofMinutes(1));
  }

  Numbers(Duration poll, Duration pollWithoutRedis, Duration patience) {
    this(poll, pollWithoutRedis, patience, Duration.ofMinutes(1));
  }

  @Override
  public int connectionsPerTenant() {
    return 10;
  }

  @Override
  public int pending() {
    return 1000;
  }

  @Override
  public Duration authentication() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration recheck() {
    return Duration.ofMinutes(1);
  }
}
