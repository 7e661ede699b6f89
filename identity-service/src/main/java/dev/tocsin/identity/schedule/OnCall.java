package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    return at(plan.sources(), instant);
  }

  /**
   * The shifts that touch a range, by start, {@link Cause.Nobody} included: what {@link #at} says
   * at each instant of it. The first and the last are whole, so they may reach beyond the range.
   *
   * @param from first instant
   * @param until first instant after the range; no shifts when it is not later
   */
  public static List<Shift> over(SchedulePlan plan, Instant from, Instant until) {
    return over(plan.sources(), from, until);
  }

  /** The same by one layer alone. */
  static List<Shift> over(RotatingLayer layer, Instant from, Instant until) {
    return over(List.of(layer), from, until);
  }

  private static List<Shift> over(List<? extends Source> sources, Instant from, Instant until) {
    List<Source> remembering = new ArrayList<>();
    sources.forEach(source -> remembering.add(new Remembering(source)));
    List<Shift> shifts = new ArrayList<>();
    for (Instant instant = from; instant.isBefore(until); ) {
      Shift shift = at(remembering, instant);
      shifts.add(shift);
      instant = shift.end();
    }
    return shifts;
  }

  private static Shift at(List<? extends Source> sources, Instant instant) {
    Instant start = Instant.MIN;
    Instant end = Instant.MAX;
    for (Source source : sources) {
      Shift alone = source.at(instant);
      start = alone.start().isAfter(start) ? alone.start() : start;
      end = alone.end().isBefore(end) ? alone.end() : end;
      if (alone.cause().user().isPresent()) {
        return new Shift(alone.cause(), start, end);
      }
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

  /** A source that is asked again only where what it said last ends. */
  private static final class Remembering implements Source {

    private final Source source;
    private Shift last = new Shift(new Cause.Nobody(), Instant.MIN, Instant.MIN);

    Remembering(Source source) {
      this.source = source;
    }

    @Override
    public Shift at(Instant instant) {
      if (!last.contains(instant)) {
        last = source.at(instant);
      }
      return last;
    }
  }
}
