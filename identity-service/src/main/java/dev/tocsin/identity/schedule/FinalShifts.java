package dev.tocsin.identity.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is on call over a range, and how that comes about. Pure: made by {@link OnCall} alone, so
 * that a calendar, a preview and a page never disagree.
 *
 * @param shifts the shifts of the range by start, cut to it, {@link Cause.Nobody} included
 * @param layers the turns of each layer alone, in the order of the plan, cut to the range
 * @param findings what may be wrong
 */
record FinalShifts(List<Shift> shifts, List<List<Shift>> layers, List<Finding> findings) {

  static FinalShifts of(SchedulePlan plan, Range range) {
    List<Shift> shifts = cut(OnCall.over(plan, range.from(), range.until()), range);
    List<List<Shift>> layers = new ArrayList<>();
    for (RotatingLayer layer : plan.rotatingLayers().reversed()) {
      layers.add(named(cut(OnCall.over(layer, range.from(), range.until()), range)));
    }
    List<Finding> findings = new ArrayList<>(Finding.about(plan, range));
    Set<Cause> shown = shifts.stream().map(Shift::cause).collect(Collectors.toSet());
    for (int i = 0; i < layers.size(); i++) {
      List<Shift> turns = layers.get(i);
      if (!turns.isEmpty() && turns.stream().map(Shift::cause).noneMatch(shown::contains)) {
        findings.add(Finding.hidden(i, plan.layers().get(i).name()));
      }
    }
    return new FinalShifts(shifts, layers, findings);
  }

  /** The shifts in which somebody is on call. */
  List<Shift> named() {
    return named(shifts);
  }

  /** The shifts in which nobody is. */
  List<Shift> gaps() {
    return shifts.stream().filter(shift -> shift.cause().user().isEmpty()).toList();
  }

  private static List<Shift> named(List<Shift> shifts) {
    return shifts.stream().filter(shift -> shift.cause().user().isPresent()).toList();
  }

  private static List<Shift> cut(List<Shift> shifts, Range range) {
    return shifts.stream().map(range::cut).toList();
  }
}
