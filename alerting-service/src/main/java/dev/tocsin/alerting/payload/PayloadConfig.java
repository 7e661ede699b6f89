package dev.tocsin.alerting.payload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which payloads are kept. */
@ConfigMapping(prefix = "tocsin.payloads")
public interface PayloadConfig {

  /** Payloads kept of each integration that were taken in. */
  @WithDefault("20")
  int keepAccepted();

  /** Payloads kept of each integration that were refused. */
  @WithDefault("50")
  int keepRefused();

  /** Bytes kept of a payload; a longer one is cut, and cannot be replayed. */
  @WithDefault("65536")
  int maxSize();

  /**
   * Payloads of each integration and of each kind, taken in or refused, that are noted between two
   * writes; those beyond are not kept.
   */
  @WithDefault("5")
  int perWrite();

  /** How long noted payloads wait to be written together. */
  @WithDefault("1s")
  Duration writeEvery();
}
