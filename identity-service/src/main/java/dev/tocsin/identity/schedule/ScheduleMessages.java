package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Cause;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.ListOverridesResponse;
import dev.tocsin.proto.identity.v1.ListSchedulesResponse;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.Shift;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Schedules, overrides and shifts as proto messages. */
final class ScheduleMessages {

  private ScheduleMessages() {}

  static Schedule of(Stored stored) {
    ScheduleRecord schedule = stored.schedule();
    VersionRecord version = stored.version();
    Definition definition = version.definition();
    Schedule.Builder message =
        Schedule.newBuilder()
            .setId(schedule.id.toString())
            .setName(schedule.name)
            .setDescription(schedule.description)
            .setTimeZone(definition.timeZone())
            .setTeamId(schedule.teamId == null ? "" : schedule.teamId.toString())
            .addAllLayers(definition.layers().stream().map(LayerForm::answered).toList())
            .setCreateTime(ProtoTime.of(schedule.createTime))
            .setUpdateTime(ProtoTime.of(schedule.updateTime))
            .setVersion(version.version);
    if (version.effectiveTime != null) {
      message.setEffectiveTime(ProtoTime.of(version.effectiveTime));
    }
    return message.build();
  }

  /** With a warning for each deactivated person who has turns. */
  static Schedule of(Stored stored, Set<UUID> deactivated) {
    Schedule.Builder message = of(stored).toBuilder();
    for (Layer layer : stored.version().definition().layers()) {
      Set<String> people = new LinkedHashSet<>();
      layer.getSlotsList().forEach(slot -> people.addAll(slot.getUserIdsList()));
      people.stream()
          .filter(user -> deactivated.contains(UUID.fromString(user)))
          .forEach(
              user ->
                  message.addWarnings(
                      "user %s is deactivated: the turns in layer '%s' go to a weaker layer or to nobody"
                          .formatted(user, layer.getName())));
    }
    return message.build();
  }

  static ScheduleOverride of(OverrideRecord override) {
    ScheduleOverride message =
        OverrideForm.message(override.scheduleId.toString(), override.planned());
    return override.swapId == null
        ? message
        : message.toBuilder().setSwapId(override.swapId.toString()).build();
  }

  static List<Shift> of(List<dev.tocsin.identity.oncall.Shift> shifts, Planned schedule) {
    return shifts.stream().map(shift -> of(shift, schedule)).toList();
  }

  static Shift of(dev.tocsin.identity.oncall.Shift shift, Planned schedule) {
    Shift.Builder message =
        Shift.newBuilder()
            .setUserId(shift.person().toString())
            .setDuty(LayerForm.message(shift.duty()));
    switch (shift.cause()) {
      case Cause.Turn turn ->
          message
              .setLayerId(turn.layerId().toString())
              .setLayer(schedule.layerName(turn.layerId()));
      case Cause.Overridden overridden -> message.setOverrideId(overridden.overrideId().toString());
    }
    if (shift.start().isAfter(Instant.MIN)) {
      message.setStartTime(ProtoTime.of(shift.start()));
    }
    if (shift.end().isBefore(Instant.MAX)) {
      message.setEndTime(ProtoTime.of(shift.end()));
    }
    return message.build();
  }

  static ListSchedulesResponse page(
      String list, List<Stored> schedules, int size, Set<UUID> deactivated) {
    var page =
        Page.cut(
            schedules, size, list, stored -> List.of(stored.schedule().name, stored.schedule().id));
    return ListSchedulesResponse.newBuilder()
        .addAllSchedules(page.rows(schedule -> of(schedule, deactivated)))
        .setNextPageToken(page.nextToken())
        .build();
  }

  static ListOverridesResponse overrides(String list, List<OverrideRecord> overrides, int size) {
    var page = Page.cut(overrides, size, list, each -> List.of(each.startTime, each.id));
    return ListOverridesResponse.newBuilder()
        .addAllOverrides(page.rows(ScheduleMessages::of))
        .setNextPageToken(page.nextToken())
        .build();
  }
}
