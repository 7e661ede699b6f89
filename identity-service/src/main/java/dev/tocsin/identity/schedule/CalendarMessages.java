package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.FinalShifts;
import dev.tocsin.identity.oncall.Finding;
import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.Gap;
import dev.tocsin.proto.identity.v1.GetOnCallUsersResponse;
import dev.tocsin.proto.identity.v1.LayerShifts;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ScheduleFinding;
import dev.tocsin.proto.identity.v1.ScheduleFindingKind;
import dev.tocsin.proto.identity.v1.ScheduleOnCall;
import dev.tocsin.proto.identity.v1.UserShift;
import dev.tocsin.proto.identity.v1.VersionInForce;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Calendars as proto messages. */
final class CalendarMessages {

  private CalendarMessages() {}

  static FinalSchedule of(Calendar.Drawn drawn, Caller caller) {
    Planned schedule = drawn.schedule();
    FinalShifts shifts = drawn.shifts();
    FinalSchedule.Builder message =
        FinalSchedule.newBuilder()
            .setScheduleId(drawn.scheduleId())
            .setTimeZone(schedule.versions().getLast().definition().timeZone())
            .addAllShifts(ScheduleMessages.of(shifts.of(Duty.PRIMARY), schedule))
            .addAllSecondary(ScheduleMessages.of(shifts.of(Duty.SECONDARY), schedule))
            .addAllShadow(ScheduleMessages.of(shifts.of(Duty.SHADOW), schedule))
            .putAllUserNames(names(drawn.people(), drawn.people().keySet(), caller));
    shifts
        .gaps()
        .forEach(
            gap ->
                message.addGaps(
                    Gap.newBuilder()
                        .setStartTime(ProtoTime.of(gap.from()))
                        .setEndTime(ProtoTime.of(gap.until()))));
    for (FinalShifts.LayerShifts each : shifts.layers()) {
      message.addLayers(
          LayerShifts.newBuilder()
              .setLayer(each.layer().name())
              .setLayerId(each.layer().id().toString())
              .setDuty(LayerForm.message(each.layer().duty()))
              .addAllShifts(ScheduleMessages.of(each.shifts(), schedule)));
    }
    schedule
        .overrides()
        .forEach(
            override -> message.addOverrides(OverrideForm.message(drawn.scheduleId(), override)));
    shifts.findings().forEach(finding -> message.addFindings(of(finding)));
    schedule.versions().forEach(version -> message.addVersions(of(version)));
    return message.build();
  }

  private static VersionInForce of(Planned.Numbered version) {
    var message = VersionInForce.newBuilder().setVersion(version.number());
    if (version.from().isAfter(Instant.MIN)) {
      message.setEffectiveTime(ProtoTime.of(version.from()));
    }
    return message.build();
  }

  private static ScheduleFinding of(Finding finding) {
    ScheduleFinding.Builder message =
        ScheduleFinding.newBuilder()
            .setKind(
                switch (finding.kind()) {
                  case NO_LAYERS -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_NO_LAYERS;
                  case DEACTIVATED -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_DEACTIVATED;
                  case OVERLAP -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_OVERLAP;
                  case LAYER_HIDDEN -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_LAYER_HIDDEN;
                  case LAYER_EMPTY -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_LAYER_EMPTY;
                  case OVERRIDE_IDLE -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_OVERRIDE_IDLE;
                })
            .setText(finding.text())
            .setField(finding.field());
    finding.user().ifPresent(user -> message.setUserId(user.toString()));
    finding
        .time()
        .ifPresent(
            time ->
                message
                    .setStartTime(ProtoTime.of(time.from()))
                    .setEndTime(ProtoTime.of(time.until())));
    return message.build();
  }

  static UserShift of(Calendar.Turn turn, Instant now) {
    Planned schedule = turn.schedule();
    return UserShift.newBuilder()
        .setScheduleId(schedule.id().toString())
        .setScheduleName(schedule.name())
        .setTimeZone(schedule.at(now).definition().timeZone())
        .setShift(ScheduleMessages.of(turn.shift(), schedule))
        .build();
  }

  static GetOnCallUsersResponse of(OnCallNow.Answer answer) {
    Planned schedule = answer.schedule();
    return GetOnCallUsersResponse.newBuilder()
        .addAllOnCall(ScheduleMessages.of(answer.of(Duty.PRIMARY), schedule))
        .addAllSecondary(ScheduleMessages.of(answer.of(Duty.SECONDARY), schedule))
        .addAllShadow(ScheduleMessages.of(answer.of(Duty.SHADOW), schedule))
        .addAllNext(ScheduleMessages.of(answer.next(), schedule))
        .build();
  }

  private static ScheduleOnCall everywhere(OnCallNow.Answer answer, Instant at) {
    Planned schedule = answer.schedule();
    ScheduleOnCall.Builder message =
        ScheduleOnCall.newBuilder()
            .setScheduleId(schedule.id().toString())
            .setScheduleName(schedule.name())
            .setTimeZone(schedule.at(at).definition().timeZone())
            .setTeamId(schedule.teamId().map(UUID::toString).orElse(""))
            .addAllOnCall(ScheduleMessages.of(answer.of(Duty.PRIMARY), schedule))
            .addAllSecondary(ScheduleMessages.of(answer.of(Duty.SECONDARY), schedule))
            .addAllShadow(ScheduleMessages.of(answer.of(Duty.SHADOW), schedule))
            .addAllNext(ScheduleMessages.of(answer.next(), schedule));
    answer
        .gap()
        .filter(gap -> gap.until().isBefore(Instant.MAX))
        .ifPresent(gap -> message.setGapEndTime(ProtoTime.of(gap.until())));
    return message.build();
  }

  static ListOnCallResponse page(
      String list, OnCallNow.Page found, Instant at, int size, Caller caller) {
    var page =
        Page.cut(
            found.answers(),
            size,
            list,
            answer -> List.of(answer.schedule().name(), answer.schedule().id()));
    Set<UUID> named = new HashSet<>();
    page.rows().forEach(answer -> answer.all().forEach(shift -> named.add(shift.person())));
    return ListOnCallResponse.newBuilder()
        .addAllSchedules(page.rows(answer -> everywhere(answer, at)))
        .putAllUserNames(names(found.people(), named, caller))
        .setNextPageToken(page.nextToken())
        .build();
  }

  /** Names by user id, where the caller may see them. */
  static Map<String, String> names(
      Map<UUID, People.Known> people, Collection<UUID> of, Caller caller) {
    Map<String, String> names = new HashMap<>();
    if (Seniority.mayReadNames(caller)) {
      of.forEach(
          user -> {
            People.Known known = people.get(user);
            if (known != null) {
              names.put(user.toString(), known.name());
            }
          });
    }
    return names;
  }
}
