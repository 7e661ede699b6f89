package dev.tocsin.identity.oncall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who is on call over a range, and how that comes about: made by {@link OnCall} alone, so that a
 * calendar, a preview and a page never disagree.
 *
 * @param shifts the shifts of each duty by start, cut to the range
 * @param gaps when nobody is primary, cut to the range
 * @param layers each layer as if it were alone: those of the last version in their order, then
 *     those that are gone but had shifts in the range
 * @param findings what may be wrong
 */
public record FinalShifts(
    Map<Duty, List<Shift>> shifts,
    List<Range> gaps,
    List<LayerShifts> layers,
    List<Finding> findings) {

  /**
   * What one layer says.
   *
   * @param shifts its shifts of its own duty, cut to the range
   */
  public record LayerShifts(Layer layer, List<Shift> shifts) {}

  /** Draws a range. */
  public static FinalShifts of(OnCall onCall, Range range) {
    Map<Duty, List<Shift>> shifts = new EnumMap<>(Duty.class);
    Set<Cause> shown = new HashSet<>();
    List<Range> gaps = List.of();
    for (Duty duty : Duty.values()) {
      Walk.Gone gone = onCall.gone(duty, range);
      List<Shift> own = gone.shifts().stream().map(shift -> shift.within(range)).toList();
      gaps = duty == Duty.PRIMARY ? gone.gaps() : gaps;
      own.forEach(shift -> shown.add(shift.cause()));
      shifts.put(duty, own);
    }
    List<LayerShifts> layers = layers(onCall, range);
    List<Finding> findings = new ArrayList<>(Findings.of(onCall.plan(), range));
    int now = onCall.plan().latest().layers().size();
    for (int i = 0; i < now; i++) {
      List<Shift> turns = layers.get(i).shifts();
      if (!turns.isEmpty() && turns.stream().map(Shift::cause).noneMatch(shown::contains)) {
        findings.add(Findings.hidden(i, layers.get(i).layer()));
      }
    }
    findings.addAll(Findings.idle(onCall.plan(), range, shown));
    return new FinalShifts(shifts, gaps, layers, findings);
  }

  /** The shifts of a duty. */
  public List<Shift> of(Duty duty) {
    return shifts.getOrDefault(duty, List.of());
  }

  private static List<LayerShifts> layers(OnCall onCall, Range range) {
    Map<UUID, Layer> known = new LinkedHashMap<>();
    onCall.plan().latest().layers().forEach(layer -> known.put(layer.id(), layer));
    int now = known.size();
    for (SchedulePlan.Version version : onCall.plan().versions().reversed()) {
      if (version.from().isBefore(range.until())) {
        version.layers().forEach(layer -> known.putIfAbsent(layer.id(), layer));
      }
    }
    List<LayerShifts> layers = new ArrayList<>();
    for (Layer layer : known.values()) {
      List<Shift> shifts = onCall.layer(layer.id(), range);
      if (layers.size() < now || !shifts.isEmpty()) {
        layers.add(new LayerShifts(layer, shifts));
      }
    }
    return layers;
  }
}
