package dev.tocsin.alerting.source;

/** The limits that the documentation names. */
public record UsualLimits() implements SignalLimits {
  @Override
  public int alertsPerPayload() {
    return 10_000;
  }

  @Override
  public int labelsPerAlert() {
    return 200;
  }

  @Override
  public int nameLength() {
    return 256;
  }

  @Override
  public int valueLength() {
    return 16_384;
  }

  @Override
  public int titleLength() {
    return 300;
  }

  @Override
  public int urlLength() {
    return 2_048;
  }
}
