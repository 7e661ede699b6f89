package dev.tocsin.notification.render;

import java.time.Duration;

/** Small limits for tests. */
public record Limits(int maxOutput, int maxSteps, Duration maxTime, int maxNesting)
    implements RenderLimits {

  /** The defaults of the product. */
  public static final Limits USUAL = new Limits(100_000, 100_000, Duration.ofSeconds(5), 20);

  @Override
  public int maxValue() {
    return 10_000;
  }

  @Override
  public int maxValues() {
    return 5_000;
  }

  @Override
  public int cache() {
    return 10;
  }
}
