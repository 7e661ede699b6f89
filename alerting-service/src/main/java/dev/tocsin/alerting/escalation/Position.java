package dev.tocsin.alerting.escalation;

/**
 * Where an escalation stands in its policy.
 *
 * @param order index of the step, from 0; {@link #FALLBACK} for the policy's fallback channel
 * @param round which time round, from 0
 */
public record Position(int order, int round) {

  /** The {@code order} of the fallback channel. */
  public static final int FALLBACK = -1;

  /** Where every escalation begins. */
  public static final Position FIRST = new Position(0, 0);

  /** Refuses places that no policy has. */
  public Position {
    if (order < FALLBACK || round < 0) {
      throw new IllegalArgumentException("no such position: step " + order + ", round " + round);
    }
  }

  /** Is this the fallback channel rather than a step? */
  public boolean isFallback() {
    return order == FALLBACK;
  }

  Position nextStep() {
    return new Position(order + 1, round);
  }

  Position nextRound() {
    return new Position(0, round + 1);
  }

  Position fallback() {
    return new Position(FALLBACK, round);
  }

  /** The position for people: {@code step 2, round 1}, both counted from 1. */
  @Override
  public String toString() {
    return isFallback() ? "the fallback" : "step " + (order + 1) + ", round " + (round + 1);
  }
}
