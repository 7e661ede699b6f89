package dev.tocsin.identity.schedule;

import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Rotation;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.Shift;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Schedules, overrides and shifts as proto messages. */
final class ScheduleMessages {

  private ScheduleMessages() {}

  static Schedule of(ScheduleRecord schedule) {
    return Schedule.newBuilder()
        .setId(schedule.id.toString())
        .setName(schedule.name)
        .setDescription(schedule.description)
        .setTimeZone(schedule.timeZone)
        .setTeamId(schedule.teamId == null ? "" : schedule.teamId.toString())
        .addAllLayers(schedule.layers().stream().map(ScheduleMessages::of).toList())
        .setCreateTime(ProtoTime.of(schedule.createTime))
        .setUpdateTime(ProtoTime.of(schedule.updateTime))
        .build();
  }

  /** With a warning for each deactivated person who has turns. */
  static Schedule of(ScheduleRecord schedule, Set<UUID> deactivated) {
    Schedule.Builder message = of(schedule).toBuilder();
    for (LayerRecord layer : schedule.layers()) {
      layer.participants().stream()
          .filter(deactivated::contains)
          .distinct()
          .forEach(
              user ->
                  message.addWarnings(
                      "user %s is deactivated: the turns in layer '%s' go to a weaker layer or to nobody"
                          .formatted(user, layer.name)));
    }
    return message.build();
  }

  static ScheduleOverride of(OverrideRecord override) {
    return ScheduleOverride.newBuilder()
        .setId(override.id.toString())
        .setScheduleId(override.scheduleId.toString())
        .setUserId(override.userId.toString())
        .setStartTime(ProtoTime.of(override.startTime))
        .setEndTime(ProtoTime.of(override.endTime))
        .setCreateTime(ProtoTime.of(override.createTime))
        .build();
  }

  static Shift of(dev.tocsin.identity.schedule.Shift shift) {
    Shift.Builder message = Shift.newBuilder();
    switch (shift.cause()) {
      case Cause.Turn turn -> message.setUserId(turn.person().toString()).setLayer(turn.layer());
      case Cause.TakenOver taken ->
          message.setUserId(taken.person().toString()).setOverrideId(taken.override().toString());
      case Cause.Nobody nobody -> {}
    }
    if (shift.start().isAfter(Instant.MIN)) {
      message.setStartTime(ProtoTime.of(shift.start()));
    }
    if (shift.end().isBefore(Instant.MAX)) {
      message.setEndTime(ProtoTime.of(shift.end()));
    }
    return message.build();
  }

  private static Layer of(LayerRecord layer) {
    return Layer.newBuilder()
        .setName(layer.name)
        .setRotation(
            Rotation.newBuilder()
                .setUnitValue(layer.unit)
                .setLength(layer.length)
                .setHandoffTime(layer.handoffTime)
                .setHandoffDayValue(layer.handoffDay)
                .setStartDate(layer.startDate.toString()))
        .addAllParticipants(layer.participants().stream().map(UUID::toString).toList())
        .build();
  }
}
