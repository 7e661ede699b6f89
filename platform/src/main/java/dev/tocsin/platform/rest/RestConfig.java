package dev.tocsin.platform.rest;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the REST interface. */
@StaticInitSafe
@ConfigMapping(prefix = "tocsin.rest")
public interface RestConfig {

  /** Largest JSON body accepted, in bytes; a larger one is answered with 413. */
  @WithDefault("1048576")
  int maxBody();

  /** Deepest nesting of a JSON body. */
  @WithDefault("64")
  int maxDepth();

  /** Bodies and answers larger than this many bytes are converted on a worker thread. */
  @WithDefault("200000")
  int offloadAbove();

  /**
   * How many proxies stand in front of this process and write into {@code X-Forwarded-For}: the
   * caller's address is the element that the outermost of them wrote, counted from the header's
   * end, as what stands before it is the caller's own word. Zero believes none and takes the
   * address of the connection; one is right behind a single nginx, an ingress or a load balancer.
   */
  @WithDefault("0")
  int trustedHops();

  /** How often a stream without events sends a comment, so that proxies keep it open. */
  @WithDefault("PT15S")
  Duration heartbeat();

  /** Events that may wait for a slow reader of a stream; past this the stream is ended. */
  @WithDefault("1000")
  int maxPendingEvents();
}
