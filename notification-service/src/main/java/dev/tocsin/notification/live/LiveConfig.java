package dev.tocsin.notification.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Live updates over {@code /api/v1/ws}. */
@ConfigMapping(prefix = "tocsin.live")
public interface LiveConfig {

  /** How often to look for events while Redis gives hints. */
  @WithDefault("1s")
  Duration poll();

  /** How often to look for events while Redis is away. */
  @WithDefault("250ms")
  Duration pollWithoutRedis();

  /** Connections of one tenant to one replica. */
  @WithDefault("500")
  int connectionsPerTenant();

  /**
   * Messages that may wait for one connection, 500 at least; a slower one is served at its pace.
   */
  @WithDefault("1000")
  int pending();

  /** How long a connection may take nothing before it is dropped as too slow. */
  @WithDefault("30s")
  Duration patience();

  /** How often a connection is pinged; one that is silent for three times as long is dropped. */
  @WithDefault("20s")
  Duration ping();

  /** How long a connection may take to say who it is. */
  @WithDefault("10s")
  Duration authentication();

  /** How often the credential of a connection is looked at again. */
  @WithDefault("1m")
  Duration recheck();
}
