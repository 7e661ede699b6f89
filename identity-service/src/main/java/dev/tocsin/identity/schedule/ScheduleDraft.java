package dev.tocsin.identity.schedule;

import dev.tocsin.identity.Zones;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A schedule as somebody wants it.
 *
 * @param layers as {@link LayerForm}, without an id where none was given
 * @param version the newest version that its author has seen; 0 when not said
 */
record ScheduleDraft(
    String name,
    String description,
    String timeZone,
    Optional<UUID> teamId,
    List<Layer> layers,
    int version) {

  ScheduleDraft {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a schedule.
   *
   * @throws Invalid naming the field, when something is not valid
   */
  static ScheduleDraft of(Schedule schedule) {
    List<Layer> layers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Layer wanted : schedule.getLayersList()) {
      String field = "schedule.layers[" + layers.size() + "]";
      Layer layer = LayerDraft.read(field, wanted);
      if (!layer.getId().isEmpty() && !ids.add(layer.getId())) {
        throw Invalid.field(field + ".id", "another layer has the id " + layer.getId());
      }
      layers.add(layer);
    }
    return new ScheduleDraft(
        schedule.getName().strip(),
        schedule.getDescription(),
        schedule.getTimeZone(),
        teamId(schedule.getTeamId()),
        layers,
        schedule.getVersion());
  }

  /** Fails when the zone does not exist; only where it is to be stored. */
  void checkZone() {
    Zones.known("schedule.time_zone", timeZone);
  }

  /**
   * Fails when somebody with turns does not exist, naming where.
   *
   * @param known people of the tenant
   */
  void mustKnow(Set<UUID> known) {
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      boolean shortForm = LayerForm.answered(layer).getParticipantsCount() > 0;
      for (int j = 0; j < layer.getSlotsCount(); j++) {
        List<String> users = layer.getSlots(j).getUserIdsList();
        for (int k = 0; k < users.size(); k++) {
          if (!known.contains(UUID.fromString(users.get(k)))) {
            throw Invalid.field(
                shortForm
                    ? "schedule.layers[%d].participants[%d]".formatted(i, j)
                    : "schedule.layers[%d].slots[%d].user_ids[%d]".formatted(i, j, k),
                "there is no user " + users.get(k));
          }
        }
      }
    }
  }

  /** The fields for the audit log. */
  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", name);
    detail.put("description", description);
    detail.put("time_zone", timeZone);
    detail.put("team_id", teamId.map(UUID::toString).orElse(""));
    detail.put("layers", layers.stream().map(Differences::json).toList());
    return detail;
  }

  private static Optional<UUID> teamId(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw Invalid.field("schedule.team_id", "'" + text + "' is not a team id");
    }
  }
}
