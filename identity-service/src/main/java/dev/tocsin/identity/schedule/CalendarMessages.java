package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.Gap;
import dev.tocsin.proto.identity.v1.LayerShifts;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ScheduleFinding;
import dev.tocsin.proto.identity.v1.ScheduleFindingKind;
import dev.tocsin.proto.identity.v1.ScheduleOnCall;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.UserShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Calendars as proto messages. */
final class CalendarMessages {

  /** Overrides that are only thought of count as made in the far future, in their order. */
  private static final Instant NOT_MADE_YET = Instant.MAX.minusSeconds(1_000_000);

  private CalendarMessages() {}

  static FinalSchedule of(Calendar.Drawn drawn, Caller caller) {
    FinalSchedule.Builder message =
        FinalSchedule.newBuilder()
            .setScheduleId(drawn.scheduleId())
            .setTimeZone(drawn.plan().zone().getId())
            .putAllUserNames(names(drawn.people(), drawn.people().keySet(), caller));
    FinalShifts shifts = drawn.shifts();
    shifts.named().forEach(shift -> message.addShifts(ScheduleMessages.of(shift)));
    shifts
        .gaps()
        .forEach(
            gap ->
                message.addGaps(
                    Gap.newBuilder()
                        .setStartTime(ProtoTime.of(gap.start()))
                        .setEndTime(ProtoTime.of(gap.end()))));
    for (int i = 0; i < shifts.layers().size(); i++) {
      message.addLayers(
          LayerShifts.newBuilder()
              .setLayer(drawn.plan().layers().get(i).name())
              .addAllShifts(shifts.layers().get(i).stream().map(ScheduleMessages::of).toList()));
    }
    drawn
        .plan()
        .overrides()
        .forEach(override -> message.addOverrides(of(drawn.scheduleId(), override)));
    shifts.findings().forEach(finding -> message.addFindings(of(finding)));
    return message.build();
  }

  private static ScheduleOverride of(String scheduleId, Takeover override) {
    ScheduleOverride.Builder message =
        ScheduleOverride.newBuilder()
            .setId(override.id().toString())
            .setScheduleId(scheduleId)
            .setUserId(override.person().toString())
            .setStartTime(ProtoTime.of(override.start()))
            .setEndTime(ProtoTime.of(override.end()));
    if (override.created().isBefore(NOT_MADE_YET)) {
      message.setCreateTime(ProtoTime.of(override.created()));
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

  static UserShift of(Calendar.Turn turn) {
    return UserShift.newBuilder()
        .setScheduleId(turn.schedule().id.toString())
        .setScheduleName(turn.schedule().name)
        .setTimeZone(turn.schedule().timeZone)
        .setShift(ScheduleMessages.of(turn.shift()))
        .build();
  }

  private static ScheduleOnCall of(OnCallEverywhere.Answer answer) {
    ScheduleRecord schedule = answer.schedule();
    Shift shift = answer.shift();
    ScheduleOnCall.Builder message =
        ScheduleOnCall.newBuilder()
            .setScheduleId(schedule.id.toString())
            .setScheduleName(schedule.name)
            .setTimeZone(schedule.timeZone)
            .setTeamId(schedule.teamId == null ? "" : schedule.teamId.toString());
    if (shift.cause().user().isPresent()) {
      message.addOnCall(ScheduleMessages.of(shift));
    } else if (shift.end().isBefore(Instant.MAX)) {
      message.setGapEndTime(ProtoTime.of(shift.end()));
    }
    answer.next().map(ScheduleMessages::of).ifPresent(message::addNext);
    return message.build();
  }

  static ListOnCallResponse page(
      String list, OnCallEverywhere.Page found, int size, Caller caller) {
    var response = ListOnCallResponse.newBuilder();
    Set<UUID> named = new HashSet<>();
    found.answers().stream()
        .limit(size)
        .forEach(
            answer -> {
              response.addSchedules(of(answer));
              answer.shift().cause().user().ifPresent(named::add);
              answer.next().flatMap(next -> next.cause().user()).ifPresent(named::add);
            });
    response.putAllUserNames(names(found.people(), named, caller));
    if (found.answers().size() > size) {
      ScheduleRecord last = found.answers().get(size - 1).schedule();
      response.setNextPageToken(PageToken.after(list, last.name, last.id.toString()));
    }
    return response.build();
  }

  /** Names by user id, where the caller may see them. */
  private static Map<String, String> names(
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

  /**
   * The overrides of a preview.
   *
   * @throws Invalid naming the field, when one is not valid
   */
  static List<Takeover> overrides(List<ScheduleOverride> wanted) {
    List<Takeover> overrides = new ArrayList<>();
    for (ScheduleOverride override : wanted) {
      String field = "overrides[" + overrides.size() + "]";
      Instant start = ProtoTime.instant(field + ".start_time", override.getStartTime());
      Instant end = ProtoTime.instant(field + ".end_time", override.getEndTime());
      if (!start.isBefore(end)) {
        throw Invalid.field(
            field + ".end_time", "%s is not after the start, %s".formatted(end, start));
      }
      UUID id =
          override.getId().isEmpty()
              ? new UUID(0, overrides.size() + 1L)
              : ScheduleGrpc.id(field + ".id", override.getId());
      Instant created =
          override.hasCreateTime()
              ? ProtoTime.instant(field + ".create_time", override.getCreateTime())
              : NOT_MADE_YET.plusSeconds(overrides.size());
      overrides.add(
          new Takeover(
              id, ScheduleGrpc.id(field + ".user_id", override.getUserId()), start, end, created));
    }
    return overrides;
  }
}
