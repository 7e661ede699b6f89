package dev.tocsin.identity.schedule;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.Rotation;
import dev.tocsin.proto.identity.v1.RotationUnit;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.platform.v1.Weekday;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A schedule as somebody wants it. */
record ScheduleDraft(
    String name,
    String description,
    String timeZone,
    Optional<UUID> teamId,
    List<LayerDraft> layers) {

  /** A layer as somebody wants it. */
  record LayerDraft(
      String name,
      RotationUnit unit,
      int length,
      String handoffTime,
      int handoffDay,
      LocalDate startDate,
      List<UUID> participants) {

    LayerRecord in(UUID tenant, int position) {
      return new LayerRecord(
          tenant, position, name, unit, length, handoffTime, handoffDay, startDate, participants);
    }
  }

  ScheduleDraft {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a schedule.
   *
   * @throws Invalid when a date is none, or the team's id is none
   */
  static ScheduleDraft of(Schedule schedule) {
    List<LayerDraft> layers = new ArrayList<>();
    for (var layer : schedule.getLayersList()) {
      layers.add(
          layer(
              "schedule.layers[" + layers.size() + "]",
              layer.getName(),
              layer.getRotation(),
              layer.getParticipantsList().stream().map(UUID::fromString).toList()));
    }
    return new ScheduleDraft(
        schedule.getName().strip(),
        schedule.getDescription(),
        schedule.getTimeZone(),
        teamId(schedule.getTeamId()),
        layers);
  }

  /** Fails when the zone does not exist; only where it is to be stored. */
  void checkZone() {
    if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
      throw Invalid.field(
          "schedule.time_zone",
          "'" + timeZone + "' is not an IANA time zone, for example America/Chicago");
    }
  }

  /**
   * Fails when somebody of the participants does not exist, naming where.
   *
   * @param known people of the tenant
   */
  void mustKnow(Set<UUID> known) {
    for (int i = 0; i < layers.size(); i++) {
      List<UUID> participants = layers.get(i).participants();
      for (int j = 0; j < participants.size(); j++) {
        if (!known.contains(participants.get(j))) {
          throw Invalid.field(
              "schedule.layers[%d].participants[%d]".formatted(i, j),
              "there is no user " + participants.get(j));
        }
      }
    }
  }

  Set<UUID> people() {
    Set<UUID> people = new LinkedHashSet<>();
    layers.forEach(layer -> people.addAll(layer.participants()));
    return people;
  }

  List<LayerRecord> layersIn(UUID tenant) {
    List<LayerRecord> records = new ArrayList<>();
    layers.forEach(layer -> records.add(layer.in(tenant, records.size())));
    return records;
  }

  /** The fields for the audit log. */
  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", name);
    detail.put("description", description);
    detail.put("time_zone", timeZone);
    detail.put("team_id", teamId.map(UUID::toString).orElse(""));
    detail.put("layers", layers.stream().map(ScheduleDraft::detail).toList());
    return detail;
  }

  private static Map<String, Object> detail(LayerDraft layer) {
    return Map.of(
        "name", layer.name(),
        "unit", layer.unit().name(),
        "length", layer.length(),
        "handoff_time", layer.handoffTime(),
        "handoff_day", layer.handoffDay(),
        "start_date", layer.startDate().toString(),
        "participants", layer.participants().stream().map(UUID::toString).toList());
  }

  private static LayerDraft layer(
      String field, String name, Rotation rotation, List<UUID> participants) {
    if (participants.isEmpty()) {
      throw Invalid.field(field + ".participants", "name at least one user who takes turns");
    }
    LocalDate startDate = date(field + ".rotation.start_date", rotation.getStartDate());
    boolean weekly = rotation.getUnit() == RotationUnit.ROTATION_UNIT_WEEK;
    if (!weekly && rotation.getHandoffDay() != Weekday.WEEKDAY_UNSPECIFIED) {
      throw Invalid.field(
          field + ".rotation.handoff_day", "is for rotations by weeks; leave it out for days");
    }
    int handoffDay = rotation.getHandoffDay().getNumber();
    return new LayerDraft(
        name.strip(),
        rotation.getUnit(),
        Math.max(1, rotation.getLength()),
        rotation.getHandoffTime(),
        weekly && handoffDay == 0 ? startDate.getDayOfWeek().getValue() : handoffDay,
        startDate,
        participants);
  }

  private static LocalDate date(String field, String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() < 1970 || date.getYear() > 9000) {
        throw Invalid.field(field, "must lie between the years 1970 and 9000, not " + text);
      }
      return date;
    } catch (DateTimeException e) {
      throw Invalid.field(field, "'" + text + "' is not a date of the calendar");
    }
  }

  private static Optional<UUID> teamId(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw Invalid.field("schedule.team_id", "'" + text + "' is not a team id");
    }
  }
}
