package dev.tocsin.alerting.source.mapping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an expression of a mapping may cost: the settings that hold for routes' conditions. */
@ConfigMapping(prefix = "tocsin.routing")
public interface ExpressionSettings {

  /** Characters of an expression. */
  @WithDefault("10000")
  int conditionLength();

  /** Steps of loops in one evaluation, nested ones multiplied. */
  @WithDefault("10000")
  int iterations();

  /** Size of the program that a regular expression compiles to (RE2 instructions). */
  @WithDefault("1000")
  int regexSize();

  /** How long one evaluation may take; it fails when it takes longer. Default 1 second. */
  @WithDefault("1s")
  Duration perCondition();
}
