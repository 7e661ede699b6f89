package dev.tocsin.alerting.silence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of silences. */
@ConfigMapping(prefix = "tocsin.silence")
public interface SilenceConfig {

  /** Silences of one tenant that are not over. */
  @WithDefault("1000")
  int perTenant();

  /** Longest time that a silence holds. Default 366 days. */
  @WithDefault("P366D")
  Duration longest();

  /** Size of the program that a regular expression compiles to (RE2 instructions). */
  @WithDefault("1000")
  int regexSize();
}
