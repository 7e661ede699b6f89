package dev.tocsin.identity.schedule;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.identity.oncall.SchedulePlan;
import dev.tocsin.identity.oncall.Turns;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Schedule;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a version of a schedule says: its zone and layers, and where turns that were kept go on.
 *
 * @param timeZone IANA zone
 * @param layers as {@link LayerForm} makes them, each with an id
 * @param anchors by layer, for those whose turns were kept when their slots changed
 */
record Definition(String timeZone, List<Layer> layers, Map<UUID, Anchor> anchors) {

  /**
   * A turn that goes on.
   *
   * @param slot place of the slot that has it
   * @param at an instant of it
   */
  record Anchor(int slot, Instant at) {}

  Definition {
    layers = List.copyOf(layers);
    anchors = Map.copyOf(anchors);
  }

  /** What is stored of a version. */
  static Definition parse(String definition, String anchors) {
    Schedule.Builder read = Schedule.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(definition, read);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored version of a schedule cannot be read", e);
    }
    Map<UUID, Anchor> kept = new HashMap<>();
    new JsonObject(anchors)
        .forEach(
            each -> {
              JsonObject anchor = (JsonObject) each.getValue();
              kept.put(
                  UUID.fromString(each.getKey()),
                  new Anchor(anchor.getInteger("slot"), Instant.parse(anchor.getString("at"))));
            });
    return new Definition(read.getTimeZone(), read.getLayersList(), kept);
  }

  String json() {
    try {
      return JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .print(Schedule.newBuilder().setTimeZone(timeZone).addAllLayers(layers));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a schedule cannot be written", e);
    }
  }

  String anchorsJson() {
    JsonObject json = new JsonObject();
    anchors.forEach(
        (layer, anchor) ->
            json.put(
                layer.toString(),
                new JsonObject().put("slot", anchor.slot()).put("at", anchor.at().toString())));
    return json.encode();
  }

  ZoneId zone() {
    return ZoneId.of(timeZone);
  }

  /** The layer with this id; empty when there is none. */
  Optional<Layer> layer(String id) {
    return layers.stream().filter(layer -> layer.getId().equals(id)).findFirst();
  }

  /** Everybody with turns; those of imported calendars are not known here. */
  Set<UUID> people() {
    Set<UUID> people = new LinkedHashSet<>();
    for (Layer layer : layers) {
      layer
          .getSlotsList()
          .forEach(slot -> slot.getUserIdsList().forEach(id -> people.add(UUID.fromString(id))));
    }
    return people;
  }

  /** The imported calendars. */
  Set<UUID> feeds() {
    Set<UUID> feeds = new LinkedHashSet<>();
    layers.stream()
        .map(Layer::getFeedId)
        .filter(feed -> !feed.isEmpty())
        .forEach(feed -> feeds.add(UUID.fromString(feed)));
    return feeds;
  }

  /**
   * As the calculator takes it.
   *
   * @param events of the imported calendars; a calendar that is missing has none
   */
  SchedulePlan.Version from(Instant from, Map<UUID, List<Turns.Event>> events) {
    return new SchedulePlan.Version(
        from, zone(), layers.stream().map(layer -> planned(layer, events)).toList());
  }

  /** One layer as the calculator takes it. */
  dev.tocsin.identity.oncall.Layer planned(Layer layer, Map<UUID, List<Turns.Event>> events) {
    return LayerForm.planned(
        layer, Optional.ofNullable(anchors.get(UUID.fromString(layer.getId()))), events);
  }
}
