package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.KeptTurn;
import dev.tocsin.identity.oncall.Turns;
import dev.tocsin.proto.identity.v1.Advance;
import dev.tocsin.proto.identity.v1.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What an edit makes of a definition. Pure: a preview and the edit itself come to the same. */
final class NextDefinition {

  private NextDefinition() {}

  /** The first definition of a schedule. */
  static Definition first(String zone, List<Layer> layers, Supplier<UUID> ids) {
    return new Definition(zone, named(List.of(), layers, ids), Map.of());
  }

  /**
   * The definition in force from an instant on. A layer that keeps its rotation goes on with whose
   * turn it is then.
   */
  static Definition after(
      Definition before, String zone, List<Layer> wanted, Instant at, Supplier<UUID> ids) {
    Definition bare = new Definition(zone, named(before.layers(), wanted, ids), Map.of());
    Map<UUID, Definition.Anchor> anchors = new HashMap<>();
    for (Layer layer : bare.layers()) {
      before
          .layer(layer.getId())
          .flatMap(old -> anchor(before, old, bare, layer, at))
          .ifPresent(anchor -> anchors.put(UUID.fromString(layer.getId()), anchor));
    }
    return new Definition(zone, bare.layers(), anchors);
  }

  private static Optional<Definition.Anchor> anchor(
      Definition before, Layer old, Definition after, Layer layer, Instant at) {
    if (!old.hasRotation() || !old.getRotation().equals(layer.getRotation())) {
      return Optional.empty();
    }
    if (sameTurns(before, old, after, layer)) {
      return Optional.ofNullable(before.anchors().get(UUID.fromString(layer.getId())));
    }
    var kept =
        KeptTurn.of(
            before.planned(old, Map.of()),
            before.zone(),
            after.planned(fromItsFirstSlot(layer), Map.of()),
            after.zone(),
            at);
    return kept.turns() instanceof Turns.Rotating turns
        ? turns.anchor().map(instant -> new Definition.Anchor(turns.firstSlot(), instant))
        : Optional.empty();
  }

  /** The author chose a first slot for the first turn; a kept turn has its own. */
  private static Layer fromItsFirstSlot(Layer layer) {
    return layer.toBuilder().setRotation(layer.getRotation().toBuilder().clearFirstSlot()).build();
  }

  private static boolean sameTurns(Definition before, Layer old, Definition after, Layer layer) {
    boolean byShift = layer.getRotation().getAdvance() == Advance.ADVANCE_BY_SHIFT;
    return zone(before, old).equals(zone(after, layer))
        && old.getSlotsList().equals(layer.getSlotsList())
        && (!byShift || old.getRestrictionsList().equals(layer.getRestrictionsList()));
  }

  private static String zone(Definition definition, Layer layer) {
    return layer.getTimeZone().isEmpty() ? definition.timeZone() : layer.getTimeZone();
  }

  /**
   * Gives each layer its id: one without takes that of the layer of its name, or without a name of
   * the unnamed one at its place, so that a file that knows no ids changes layers and replaces
   * none.
   */
  private static List<Layer> named(List<Layer> before, List<Layer> wanted, Supplier<UUID> ids) {
    Set<String> taken = new HashSet<>();
    wanted.forEach(layer -> taken.add(layer.getId()));
    List<Layer> named = new ArrayList<>();
    for (Layer layer : wanted) {
      if (layer.getId().isEmpty()) {
        int place = named.size();
        String id =
            namesake(before, layer, place)
                .map(Layer::getId)
                .filter(taken::add)
                .orElseGet(() -> ids.get().toString());
        named.add(layer.toBuilder().setId(id).build());
      } else {
        named.add(layer);
      }
    }
    return named;
  }

  private static Optional<Layer> namesake(List<Layer> before, Layer layer, int place) {
    if (!layer.getName().isEmpty()) {
      return before.stream().filter(old -> old.getName().equals(layer.getName())).findFirst();
    }
    return place < before.size() && before.get(place).getName().isEmpty()
        ? Optional.of(before.get(place))
        : Optional.empty();
  }
}
