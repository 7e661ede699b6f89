package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A time in which the schedule has one version and nobody is deactivated. */
final class Era {

  private final Instant from;
  private final Instant until;
  private final Optional<SchedulePlan.Version> version;
  private final List<OverrideRule> ofLayers;
  private final Map<Duty, Exceptions> ofDuties;
  private final Predicate<UUID> able;

  /** Made when it is first asked for; a race makes it twice, and alike. */
  private @Nullable Map<Duty, Stack> stacks;

  /**
   * @param version empty before the first
   * @param ofLayers the overrides that act on one layer
   * @param ofDuties those that act on a duty
   * @param able who can be on call in it
   */
  Era(
      Instant from,
      Instant until,
      Optional<SchedulePlan.Version> version,
      List<OverrideRule> ofLayers,
      Map<Duty, Exceptions> ofDuties,
      Predicate<UUID> able) {
    this.from = from;
    this.until = until;
    this.version = version;
    this.ofLayers = ofLayers;
    this.ofDuties = ofDuties;
    this.able = able;
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }

  Piece at(Duty duty, Instant instant) {
    return at(duty, stack(duty), instant);
  }

  /** The same by a stack of this era that belongs to a walk. */
  Piece at(Duty duty, Stack stack, Instant instant) {
    return ofDuties
        .getOrDefault(duty, Exceptions.NONE)
        .at(instant, Set.of(), able, stack::at)
        .within(from, until);
  }

  Stack stack(Duty duty) {
    Map<Duty, Stack> made = stacks;
    if (made == null) {
      made = make();
      stacks = made;
    }
    return made.getOrDefault(duty, Stack.EMPTY);
  }

  private Map<Duty, Stack> make() {
    Map<Duty, TreeMap<Integer, List<LayerSource>>> ranks = new EnumMap<>(Duty.class);
    Map<Duty, TreeMap<Integer, List<LayerSource>>> derived = new EnumMap<>(Duty.class);
    version.ifPresent(
        now -> {
          for (int i = 0; i < now.layers().size(); i++) {
            Layer layer = now.layers().get(i);
            int rank = layer.precedence() == 0 ? i + 1 : layer.precedence();
            add(ranks, layer.duty(), rank, source(layer, now.zone(), layer.duty(), 0));
            if (layer.secondaryOffset() > 0 && layer.turns() instanceof Turns.Rotating) {
              add(
                  derived,
                  Duty.SECONDARY,
                  rank,
                  source(layer, now.zone(), Duty.SECONDARY, layer.secondaryOffset()));
            }
          }
        });
    Map<Duty, Stack> made = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      List<List<LayerSource>> all = new ArrayList<>();
      Optional.ofNullable(ranks.get(duty)).ifPresent(own -> all.addAll(own.values()));
      Optional.ofNullable(derived.get(duty)).ifPresent(weaker -> all.addAll(weaker.values()));
      made.put(duty, new Stack(all));
    }
    return made;
  }

  private static void add(
      Map<Duty, TreeMap<Integer, List<LayerSource>>> ranks,
      Duty duty,
      int rank,
      LayerSource source) {
    ranks
        .computeIfAbsent(duty, any -> new TreeMap<>(Comparator.reverseOrder()))
        .computeIfAbsent(rank, any -> new ArrayList<>())
        .add(source);
  }

  /**
   * @param offset 0 for the layer's own turns; else those of its secondary
   */
  private LayerSource source(Layer layer, ZoneId scheduleZone, Duty duty, int offset) {
    ZoneId zone = layer.zone().orElse(scheduleZone);
    var windows = new Windows(layer.restrictions());
    TurnSource turns =
        switch (layer.turns()) {
          case Turns.Rotating rotating ->
              new RotatingTurns(
                  layer.id(),
                  rotating,
                  new Steps(rotating.rotation(), windows, zone),
                  able,
                  offset);
          case Turns.Imported imported -> new ImportedTurns(layer.id(), imported.events(), able);
        };
    List<OverrideRule> own =
        ofLayers.stream()
            .filter(override -> override.layer().filter(layer.id()::equals).isPresent())
            .filter(override -> actsOn(override, duty, offset > 0))
            .toList();
    return new LayerSource(turns, windows, zone, layer, new Exceptions(own), able);
  }

  /** Whether an override of the layer acts on its turns of this duty. */
  private static boolean actsOn(OverrideRule override, Duty duty, boolean derived) {
    return override
        .duty()
        .map(only -> only == duty)
        .orElse(!derived || override.replaces().isPresent());
  }
}
