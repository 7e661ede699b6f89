package dev.tocsin.alerting.routing;

import java.util.Optional;
import java.util.function.Function;

/**
 * A compiled condition.
 *
 * @param program evaluates it; never throws
 * @param constraint what an alert must have at least for it to hold; lets most routes be passed
 *     over without evaluating
 * @param heavy may take long enough that it must not run on an event loop
 */
record Condition(
    Function<AlertFacts, Condition.Result> program,
    Optional<ConstantConstraint> constraint,
    boolean heavy) {

  /** What an evaluation gave. */
  sealed interface Result {
    Result HOLDS = new Decided(true);
    Result DOES_NOT_HOLD = new Decided(false);
  }

  record Decided(boolean holds) implements Result {}

  /** It could not be evaluated: counts as not holding, and is told. */
  record Failed(String why) implements Result {}

  static Condition always() {
    return new Condition(facts -> Result.HOLDS, Optional.empty(), false);
  }
}
