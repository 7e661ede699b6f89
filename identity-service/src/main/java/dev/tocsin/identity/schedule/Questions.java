package dev.tocsin.identity.schedule;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.DiffScheduleRequest;
import dev.tocsin.proto.identity.v1.DiffScheduleResponse;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.GetFinalScheduleRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersResponse;
import dev.tocsin.proto.identity.v1.ListOnCallRequest;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ListShiftHistoryRequest;
import dev.tocsin.proto.identity.v1.ListShiftHistoryResponse;
import dev.tocsin.proto.identity.v1.ListUserShiftsRequest;
import dev.tocsin.proto.identity.v1.ListUserShiftsResponse;
import dev.tocsin.proto.identity.v1.PreviewScheduleRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who is on call, was, will be and would be, from message to message. */
@Singleton
class Questions {

  private static final String HISTORY = "history of ";
  private static final String ON_CALL = "on call";
  private static final Duration NEXT_TURNS = Duration.ofDays(90);

  private final OnCallNow onCall;
  private final Calendar calendar;
  private final Diffs diffs;
  private final History history;
  private final PlanningFindings planning;
  private final TocsinClock clock;

  Questions(
      OnCallNow onCall,
      Calendar calendar,
      Diffs diffs,
      History history,
      PlanningFindings planning,
      TocsinClock clock) {
    this.onCall = onCall;
    this.calendar = calendar;
    this.diffs = diffs;
    this.history = history;
    this.planning = planning;
    this.clock = clock;
  }

  Uni<GetOnCallUsersResponse> onCall(Caller caller, GetOnCallUsersRequest request) {
    Instant at = Requests.time("at", request.hasAt(), request.getAt()).orElseGet(clock::now);
    return onCall
        .at(caller.tenantId(), UUID.fromString(request.getScheduleId()), at)
        .map(CalendarMessages::of);
  }

  Uni<ListOnCallResponse> onCall(Caller caller, ListOnCallRequest request) {
    int size = PageToken.size(request.getPageSize(), 200);
    Instant at = Requests.time("at", request.hasAt(), request.getAt()).orElseGet(clock::now);
    return onCall
        .at(caller.tenantId(), at, Requests.place(ON_CALL, request.getPageToken()), size + 1)
        .map(found -> CalendarMessages.page(ON_CALL, found, at, size, caller));
  }

  Uni<FinalSchedule> calendar(Caller caller, GetFinalScheduleRequest request) {
    return calendar
        .stored(
            caller.tenantId(),
            UUID.fromString(request.getScheduleId()),
            Ranges.of(request.getStartTime(), request.getEndTime()))
        .map(drawn -> CalendarMessages.of(drawn, caller))
        .flatMap(drawn -> planning.with(caller, drawn));
  }

  Uni<FinalSchedule> preview(Caller caller, PreviewScheduleRequest request) {
    Schedule schedule = request.getSchedule();
    return calendar
        .thoughtOf(
            caller.tenantId(),
            Optional.of(schedule.getId())
                .filter(id -> !id.isEmpty())
                .map(id -> Requests.id("schedule.id", id)),
            ScheduleDraft.of(schedule),
            OverrideForm.thoughtOf(request.getOverridesList()),
            Requests.time("effective_time", request.hasEffectiveTime(), request.getEffectiveTime()),
            Ranges.of(request.getStartTime(), request.getEndTime()))
        .map(drawn -> CalendarMessages.of(drawn, caller))
        .flatMap(drawn -> planning.with(caller, drawn));
  }

  Uni<ListUserShiftsResponse> shifts(Caller caller, ListUserShiftsRequest request) {
    int most = PageToken.size(request.getLimit(), 50);
    Instant now = clock.now();
    Instant from =
        Requests.time("start_time", request.hasStartTime(), request.getStartTime()).orElse(now);
    Instant until =
        Requests.time("end_time", request.hasEndTime(), request.getEndTime())
            .orElse(from.plus(NEXT_TURNS));
    return calendar
        .turnsOf(
            caller.tenantId(), Requests.whose(caller, request.getUserId()), Ranges.of(from, until))
        .map(
            turns ->
                ListUserShiftsResponse.newBuilder()
                    .addAllShifts(
                        turns.stream()
                            .limit(most)
                            .map(turn -> CalendarMessages.of(turn, now))
                            .toList())
                    .setMore(turns.size() > most)
                    .build());
  }

  Uni<DiffScheduleResponse> diff(Caller caller, DiffScheduleRequest request) {
    UUID tenant = caller.tenantId();
    UUID id = UUID.fromString(request.getScheduleId());
    var range = Ranges.of(request.getStartTime(), request.getEndTime());
    if (request.hasDraft() == (request.getToVersion() > 0)) {
      throw Invalid.field("to_version", "say what to compare: to_version, or a draft");
    }
    if (request.hasDraft() && request.getFromVersion() > 0) {
      throw Invalid.field("from_version", "a draft is compared with what is stored: leave it out");
    }
    if (!request.hasDraft() && request.getFromVersion() == 0) {
      throw Invalid.field("from_version", "say which version to compare with");
    }
    Uni<Diffs.Diff> diff =
        request.hasDraft()
            ? diffs.ofDraft(
                tenant,
                id,
                ScheduleDraft.of(request.getDraft()),
                Requests.time(
                    "effective_time", request.hasEffectiveTime(), request.getEffectiveTime()),
                range)
            : diffs.ofVersions(tenant, id, request.getFromVersion(), request.getToVersion(), range);
    return diff.map(found -> VersionMessages.of(found, caller));
  }

  Uni<ListShiftHistoryResponse> history(Caller caller, ListShiftHistoryRequest request) {
    int size = PageToken.size(request.getPageSize(), 10);
    String list = HISTORY + request.getScheduleId();
    var after =
        PageToken.read(list, request.getPageToken(), 3)
            .map(
                key ->
                    new History.Place(
                        Instant.parse(key.get(0)), Instant.parse(key.get(1)), key.get(2)));
    return history
        .of(
            caller.tenantId(),
            UUID.fromString(request.getScheduleId()),
            LayerForm.duty(request.getDuty()),
            after,
            size)
        .map(page -> VersionMessages.of(list, page, caller));
  }
}
