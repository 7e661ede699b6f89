package dev.tocsin.platform.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits of requests that leave the installation. */
@ConfigMapping(prefix = "tocsin.outbound")
public interface OutboundConfig {

  /**
   * Networks that may be reached although they are private, as CIDR blocks, for example {@code
   * 10.1.0.0/16} for a mail server of one's own. Empty by default.
   */
  Optional<List<String>> allow();

  /** Time to resolve the name and to connect, TLS included. */
  @WithDefault("4s")
  Duration connectTimeout();

  /** Time for the whole exchange, when the request names none. */
  @WithDefault("10s")
  Duration timeout();

  /** Most bytes of a response that are kept; the rest is not read. */
  @WithDefault("1048576")
  int maxResponseBytes();

  /** Connections to one host at a time; a further request waits for one of them within its time. */
  @WithDefault("16")
  int connectionsPerHost();
}
