package dev.tocsin.notification.render;

import java.io.Writer;

/** Counts what rendering one part takes, and stops it beyond the limits. */
final class Meter extends Writer {

  /** A limit was passed. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exceeded(String message) {
      super(message, null, false, false);
    }
  }

  private final RenderLimits limits;
  private final long deadline;
  private final StringBuilder out = new StringBuilder();
  private int steps;
  private int depth;

  Meter(RenderLimits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.maxTime().toNanos();
  }

  /** One look-up of a name, or one round of a section. */
  void step() {
    if (++steps > limits.maxSteps()) {
      throw new Exceeded(
          "It takes more than " + limits.maxSteps() + " steps to render: nest fewer sections");
    }
    if ((steps & 0xff) == 0 && System.nanoTime() > deadline) {
      throw new Exceeded("It takes longer than " + limits.maxTime().toMillis() + " ms to render");
    }
  }

  /** A snippet is put in. */
  void enter() {
    step();
    if (++depth > limits.maxNesting()) {
      throw new Exceeded("Snippets are put into snippets deeper than " + limits.maxNesting());
    }
  }

  /** Its end. */
  void leave() {
    depth--;
  }

  @Override
  public void write(char[] text, int from, int length) {
    if (out.length() + length > limits.maxOutput()) {
      throw new Exceeded("It would be longer than " + limits.maxOutput() + " characters");
    }
    out.append(text, from, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return out.toString();
  }
}
