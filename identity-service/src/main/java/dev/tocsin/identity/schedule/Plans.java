package dev.tocsin.identity.schedule;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Makes the plan that {@link OnCall} answers from of what is stored. */
final class Plans {

  private Plans() {}

  static SchedulePlan of(
      ScheduleRecord schedule, List<OverrideRecord> overrides, Set<UUID> deactivated) {
    return new SchedulePlan(
        ZoneId.of(schedule.timeZone),
        schedule.layers().stream().map(LayerRecord::plan).toList(),
        overrides.stream().map(OverrideRecord::plan).toList(),
        deactivated);
  }

  /** Everybody whom the schedule names. */
  static Set<UUID> people(ScheduleRecord schedule, List<OverrideRecord> overrides) {
    Set<UUID> people = new HashSet<>();
    schedule.layers.forEach(layer -> people.addAll(layer.participants()));
    overrides.forEach(override -> people.add(override.userId));
    return people;
  }
}
