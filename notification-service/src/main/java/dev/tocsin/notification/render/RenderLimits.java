package dev.tocsin.notification.render;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of templates and of what they render. */
@ConfigMapping(prefix = "tocsin.templates")
public interface RenderLimits {

  /** Characters that one part may become. */
  @WithDefault("100000")
  int maxOutput();

  /** Look-ups and rounds of sections that rendering one part may take. */
  @WithDefault("100000")
  int maxSteps();

  /** Time that rendering one part may take. */
  @WithDefault("500ms")
  Duration maxTime();

  /** Sections within sections. */
  @WithDefault("20")
  int maxNesting();

  /** Characters of one value that a template may use; the rest is cut. */
  @WithDefault("10000")
  int maxValue();

  /** Values that the context of one message may hold; further ones are left out. */
  @WithDefault("5000")
  int maxValues();

  /** Compiled parts that are kept. */
  @WithDefault("500")
  int cache();
}
