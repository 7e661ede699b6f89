package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes the plan that {@link OnCall} answers from of what is stored. */
final class Plans {

  private Plans() {}

  static SchedulePlan of(
      ScheduleRecord schedule, List<OverrideRecord> overrides, Set<UUID> deactivated) {
    return new SchedulePlan(
        ZoneId.of(schedule.timeZone),
        schedule.layers().stream().map(LayerRecord::plan).toList(),
        overrides.stream().map(OverrideRecord::plan).sorted(SchedulePlan.BY_AGE).toList(),
        deactivated);
  }

  /** The plan of a schedule that need not be stored. */
  static SchedulePlan of(ScheduleDraft draft, List<Takeover> overrides, Set<UUID> deactivated) {
    return new SchedulePlan(
        ZoneId.of(draft.timeZone()),
        draft.layersIn(new UUID(0, 0)).stream().map(LayerRecord::plan).toList(),
        overrides,
        deactivated);
  }

  /** Those who are deactivated. */
  static Set<UUID> deactivated(Map<UUID, People.Known> people) {
    return people.entrySet().stream()
        .filter(person -> !person.getValue().active())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Everybody whom the schedule names. */
  static Set<UUID> people(ScheduleRecord schedule, List<OverrideRecord> overrides) {
    Set<UUID> people = new HashSet<>();
    schedule.layers.forEach(layer -> people.addAll(layer.participants()));
    overrides.forEach(override -> people.add(override.userId));
    return people;
  }
}
