package dev.tocsin.ticketing.mapping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the expressions of field mappings may cost. */
@ConfigMapping(prefix = "tocsin.ticket.mapping")
public interface MappingLimits {
  /** Characters of an expression. */
  @WithDefault("10000")
  int length();

  /**
   * Steps of {@code all}, {@code exists}, {@code map} and {@code filter} in one evaluation, nested
   * ones multiplied.
   */
  @WithDefault("10000")
  int iterations();

  /** Size of the program that a regular expression compiles to (RE2 instructions). */
  @WithDefault("1000")
  int regexSize();

  /** How many times as large as what it reads a result may be. */
  @WithDefault("1000")
  int growth();

  /** How long one evaluation may take. */
  @WithDefault("1s")
  Duration time();

  /** Characters of a value as JSON; a larger one is left out. */
  @WithDefault("100000")
  int valueLength();
}
