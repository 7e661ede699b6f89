package dev.tocsin.identity.schedule;

import com.google.protobuf.FieldMask;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.CreateScheduleRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.UpdateScheduleRequest;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Changes of schedules, from message to message. */
@Singleton
class Edits {

  private static final Set<String> OUTPUT_ONLY = Set.of("effective_time", "warnings");

  private final Schedules schedules;
  private final Versions versions;
  private final Overrides overrides;
  private final TocsinClock clock;

  Edits(Schedules schedules, Versions versions, Overrides overrides, TocsinClock clock) {
    this.schedules = schedules;
    this.versions = versions;
    this.overrides = overrides;
    this.clock = clock;
  }

  Uni<Schedule> create(Caller caller, CreateScheduleRequest request) {
    return schedules
        .create(caller, ScheduleDraft.of(request.getSchedule()))
        .map(ScheduleMessages::of);
  }

  Uni<Schedule> update(Caller caller, UpdateScheduleRequest request) {
    Schedule schedule = request.getSchedule();
    return schedules
        .update(
            caller,
            Requests.id("schedule.id", schedule.getId()),
            ScheduleDraft.of(schedule),
            changed(request.getUpdateMask()),
            Requests.time("effective_time", request.hasEffectiveTime(), request.getEffectiveTime()),
            request.getNote())
        .map(ScheduleMessages::of);
  }

  /** What the server fills is passed over: a client sends back what it read. */
  private static ChangedFields changed(FieldMask mask) {
    List<String> said =
        mask.getPathsList().stream().filter(path -> !OUTPUT_ONLY.contains(path)).toList();
    if (said.isEmpty() && mask.getPathsCount() > 0) {
      return new ChangedFields(Set.of());
    }
    return ChangedFields.of(
        FieldMask.newBuilder().addAllPaths(said).build(),
        "name",
        "description",
        "time_zone",
        "team_id",
        "layers",
        // Said by who edits, and checked; it changes nothing.
        "version");
  }

  Uni<Void> delete(Caller caller, UUID schedule) {
    return schedules.delete(caller, schedule);
  }

  Uni<Void> cancel(Caller caller, UUID schedule, int version) {
    return versions.cancel(caller, schedule, version);
  }

  Uni<ScheduleOverride> create(Caller caller, ScheduleOverride wanted) {
    mayTakeOff(caller, OverrideForm.kind(wanted.getKindValue()));
    Instant now = clock.now();
    return overrides
        .create(
            caller,
            Requests.id("override.schedule_id", wanted.getScheduleId()),
            OverrideForm.read("override", wanted, Ids.next(now), now),
            wanted.getNote())
        .map(ScheduleMessages::of);
  }

  /** Who puts nobody in the place of those taken off call arranges the on-call. */
  private static void mayTakeOff(Caller caller, OverrideRule.Kind kind) {
    boolean takesOff = kind == OverrideRule.Kind.REMOVE || kind == OverrideRule.Kind.CLEAR;
    if (takesOff && !Seniority.isAtLeast(caller, Role.ROLE_MANAGER)) {
      throw new Denied(
          "an override of kind %s puts nobody in the place of those it takes off call: it takes %s; name somebody with TAKE_OVER or REPLACE instead"
              .formatted(kind, Role.ROLE_MANAGER));
    }
  }

  Uni<Void> delete(Caller caller, UUID schedule, UUID override) {
    return overrides.delete(caller, schedule, override);
  }
}
