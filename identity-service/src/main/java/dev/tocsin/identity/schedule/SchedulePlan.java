package dev.tocsin.identity.schedule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * All that decides who is on call.
 *
 * @param zone zone in which hand-offs are told
 * @param layers rotations; the last that names somebody wins
 * @param overrides overrides in any order; the youngest wins
 * @param deactivated people who are never on call. Their turns and overrides name nobody, so that a
 *     weaker layer shows through; nobody else's turn moves
 */
public record SchedulePlan(
    ZoneId zone, List<Layer> layers, List<Takeover> overrides, Set<UUID> deactivated) {

  /** Overrides, the oldest first. */
  static final Comparator<Takeover> BY_AGE =
      Comparator.comparing(Takeover::created).thenComparing(Takeover::id);

  public SchedulePlan {
    layers = List.copyOf(layers);
    overrides = List.copyOf(overrides);
    deactivated = Set.copyOf(deactivated);
  }

  /** Rotations, the strongest first. */
  List<RotatingLayer> rotatingLayers() {
    return layers.reversed().stream()
        .map(layer -> new RotatingLayer(layer, zone, deactivated))
        .toList();
  }

  /** Everything that may name somebody, the strongest first. */
  List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    overrides.stream()
        .filter(override -> !deactivated.contains(override.person()))
        .sorted(BY_AGE.reversed())
        .forEach(sources::add);
    sources.addAll(rotatingLayers());
    return sources;
  }
}
