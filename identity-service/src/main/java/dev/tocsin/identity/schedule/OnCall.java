package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * The one place that says who is on call. Pure: a plan and an instant in, a shift out. Cost depends
 * on the number of layers, participants and overrides, never on the distance in time.
 *
 * <p>The sources of a plan are asked from the strongest to the weakest: overrides, the youngest
 * first, then layers, the last first. The first that names somebody decides.
 */
public final class OnCall {

  private OnCall() {}

  /**
   * The shift in force at an instant, {@link Cause.Nobody} included. Shifts are half-open and tile
   * time: the shift at {@code shift.end()} begins there.
   */
  public static Shift at(SchedulePlan plan, Instant instant) {
    Instant start = Instant.MIN;
    Instant end = Instant.MAX;
    for (Source source : plan.sources()) {
      Shift shift = source.at(instant).within(start, end);
      if (shift.cause().user().isPresent()) {
        return shift;
      }
      start = shift.start();
      end = shift.end();
    }
    return new Shift(new Cause.Nobody(), start, end);
  }

  /**
   * The turn that follows the rotation's turn in force, overrides left aside; the first turn to
   * come when no rotation names anybody at the instant. Empty when no turn follows.
   */
  public static Optional<Shift> next(SchedulePlan plan, Instant instant) {
    Optional<Shift> first = Optional.empty();
    for (RotatingLayer layer : plan.rotatingLayers()) {
      Optional<Shift> following = layer.following(instant);
      if (layer.at(instant).cause().user().isPresent()) {
        return following;
      }
      if (following.isPresent()
          && first.map(shift -> following.get().start().isBefore(shift.start())).orElse(true)) {
        first = following;
      }
    }
    return first;
  }
}
