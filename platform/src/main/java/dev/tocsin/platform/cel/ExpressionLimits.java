package dev.tocsin.platform.cel;

import java.time.Duration;

/**
 * What an expression may cost.
 *
 * @param length characters of its text
 * @param iterations steps of {@code all}, {@code exists}, {@code map} and {@code filter} in one
 *     evaluation, nested ones multiplied
 * @param regexSize size of the program that a regular expression compiles to (RE2 instructions)
 * @param growth how many times as large as its input a result may be; told from the text
 * @param time how long one evaluation may take, for what the other bounds do not catch
 */
public record ExpressionLimits(
    int length, int iterations, int regexSize, int growth, Duration time) {

  /** The documented defaults: 10,000 characters, 10,000 steps, 1,000 instructions, 1,000, 1 s. */
  public static ExpressionLimits usual() {
    return new ExpressionLimits(10_000, 10_000, 1_000, 1_000, Duration.ofSeconds(1));
  }
}
