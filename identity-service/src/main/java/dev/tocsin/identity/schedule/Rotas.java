package dev.tocsin.identity.schedule;

import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The layers of a schedule with one person more or less in a rotation. Pure. */
final class Rotas {

  /** The contract's bound of a layer. */
  private static final int MOST = 100;

  private Rotas() {}

  /**
   * A change of one layer.
   *
   * @param layers all of the schedule
   * @param layer the one that changes, as it becomes
   * @param place of the slot that came or went
   */
  record Change(List<Layer> layers, Layer layer, int place) {}

  /**
   * With the person at the end of a rotation.
   *
   * @param id the layer; the first with a rotation when empty
   */
  static Change with(List<Layer> layers, Optional<UUID> id, UUID user) {
    int at =
        id.map(layer -> place(layers, layer))
            .orElseGet(() -> first(layers).orElseThrow(Rotas::noRotation));
    Layer layer = layers.get(at);
    mustBePlain(layer);
    if (find(layer, user).isPresent()) {
      throw new Conflict("user %s takes turns in %s already".formatted(user, words(layer)));
    }
    if (layer.getSlotsCount() >= MOST) {
      throw Invalid.field(
          "layer_id", "%s has %d people, the most there may be".formatted(words(layer), MOST));
    }
    Layer longer =
        layer.toBuilder()
            .addSlots(Slot.newBuilder().addUserIds(user.toString()).setLength(1))
            .build();
    return new Change(replaced(layers, at, longer), longer, layer.getSlotsCount());
  }

  /**
   * Without the person.
   *
   * @param id the layer; the first rotation in which the person takes turns when empty
   */
  static Change without(List<Layer> layers, Optional<UUID> id, UUID user) {
    int at =
        id.map(layer -> place(layers, layer))
            .orElseGet(() -> firstOf(layers, user).orElseThrow(() -> new NotFound("member", user)));
    Layer layer = layers.get(at);
    mustBePlain(layer);
    int slot = find(layer, user).orElseThrow(() -> new NotFound("member", user));
    long left = layer.getSlotsList().stream().filter(each -> !names(each, user)).count();
    if (left == 0) {
      throw new Precondition(
          "user %s is the last who takes turns in %s: add somebody first, or change the layers"
              .formatted(user, words(layer)));
    }
    if (layer.getSecondaryOffset() > 0 && left < 2) {
      throw new Precondition(
          "%s names its secondary by an offset and needs two people: add somebody first"
              .formatted(words(layer)));
    }
    if (layer.getSecondaryOffset() > 0 && layer.getSecondaryOffset() % left == 0) {
      throw new Precondition(
          "%s names its secondary by offset %d, which leads %d people back to themselves: nobody would be secondary; change its secondary_offset or add somebody first"
              .formatted(words(layer), layer.getSecondaryOffset(), left));
    }
    if (layer.getRotation().getFirstSlot() >= left) {
      throw new Precondition(
          "%s begins with slot %d, which it would not have any more: change its rotation.first_slot"
              .formatted(words(layer), layer.getRotation().getFirstSlot()));
    }
    Layer shorter =
        layer.toBuilder()
            .clearSlots()
            .addAllSlots(layer.getSlotsList().stream().filter(each -> !names(each, user)).toList())
            .build();
    return new Change(replaced(layers, at, shorter), shorter, slot);
  }

  private static List<Layer> replaced(List<Layer> layers, int at, Layer layer) {
    List<Layer> replaced = new ArrayList<>(layers);
    replaced.set(at, layer);
    return replaced;
  }

  private static int place(List<Layer> layers, UUID id) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).getId().equals(id.toString())) {
        return i;
      }
    }
    throw Invalid.field("layer_id", "the schedule has no layer " + id);
  }

  private static Optional<Integer> first(List<Layer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).hasRotation()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> firstOf(List<Layer> layers, UUID user) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).getSlotsList().stream().anyMatch(slot -> names(slot, user))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> find(Layer layer, UUID user) {
    for (int i = 0; i < layer.getSlotsCount(); i++) {
      if (names(layer.getSlots(i), user)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean names(Slot slot, UUID user) {
    return slot.getUserIdsList().contains(user.toString());
  }

  /** A layer whose slots are one person each: where to put one more is no question. */
  private static void mustBePlain(Layer layer) {
    if (!layer.getFeedId().isEmpty()) {
      throw Invalid.field(
          "layer_id",
          words(layer)
              + " takes its turns from an imported calendar: change that calendar, or name a layer"
              + " with a rotation");
    }
    if (LayerForm.answered(layer).getParticipantsCount() == 0) {
      throw Invalid.field(
          "layer_id",
          words(layer)
              + " has slots that are blank, shared by several people or of their own length: change"
              + " its slots by an edit of the schedule");
    }
  }

  private static Invalid noRotation() {
    return Invalid.field(
        "layer_id", "the schedule has no layer with a rotation yet: give it one by an edit");
  }

  private static String words(Layer layer) {
    return "layer '%s'".formatted(layer.getName().isEmpty() ? layer.getId() : layer.getName());
  }
}
