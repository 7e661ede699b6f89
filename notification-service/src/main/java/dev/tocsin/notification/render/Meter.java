package dev.tocsin.notification.render;

/** What rendering one part gives, and what it takes: stops it beyond the limits. */
final class Meter {

  /** A limit was passed. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Exceeded(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private final RenderLimits limits;
  private final long deadline;
  private final StringBuilder out = new StringBuilder();
  private int steps;

  Meter(RenderLimits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.maxTime().toNanos();
  }

  /** One look-up of a name, one round of a section, or one snippet. */
  void step() {
    if (++steps > limits.maxSteps()) {
      throw new Exceeded(
          "It takes more than " + limits.maxSteps() + " steps to render: nest fewer sections");
    }
    if ((steps & 0xff) == 0 && System.nanoTime() > deadline) {
      throw new Exceeded("It takes longer than " + limits.maxTime().toMillis() + " ms to render");
    }
  }

  void write(String text) {
    if (out.length() + text.length() > limits.maxOutput()) {
      throw new Exceeded("It would be longer than " + limits.maxOutput() + " characters");
    }
    out.append(text);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
