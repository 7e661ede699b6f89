package dev.tocsin.platform.cel;

import java.util.Map;

/** A compiled expression; safe from any thread. */
public interface Expression {

  /** What an evaluation came to. */
  sealed interface Outcome {
    /**
     * A value: String, Boolean, Long, Double, List, Map, bytes, an instant or a duration; see
     * {@link CelJson#write}.
     */
    record Value(Object value) implements Outcome {}

    /** It names a key that the data does not have. */
    record Missing(String reason) implements Outcome {}

    /** It divides by zero, costs too much, mixes types … */
    record Failed(String reason) implements Outcome {}
  }

  /** The text it was compiled from. */
  String text();

  /**
   * Evaluates it; never throws. Heavy expressions take milliseconds: over data from outside, not on
   * an event loop.
   *
   * @param variables values as {@link CelJson#read} gives them; a name that is not there is missing
   */
  Outcome evaluate(Map<String, Object> variables);
}
