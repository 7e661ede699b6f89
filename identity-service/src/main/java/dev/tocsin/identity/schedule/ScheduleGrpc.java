package dev.tocsin.identity.schedule;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.NamedEntities;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.CreateOverrideRequest;
import dev.tocsin.proto.identity.v1.CreateScheduleRequest;
import dev.tocsin.proto.identity.v1.DeleteOverrideRequest;
import dev.tocsin.proto.identity.v1.DeleteScheduleRequest;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.GetFinalScheduleRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersResponse;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.ListOnCallRequest;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ListOverridesRequest;
import dev.tocsin.proto.identity.v1.ListOverridesResponse;
import dev.tocsin.proto.identity.v1.ListSchedulesRequest;
import dev.tocsin.proto.identity.v1.ListSchedulesResponse;
import dev.tocsin.proto.identity.v1.ListUserShiftsRequest;
import dev.tocsin.proto.identity.v1.ListUserShiftsResponse;
import dev.tocsin.proto.identity.v1.MutinyScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.PreviewScheduleRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.UpdateScheduleRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Schedules, overrides, and who is on call as RPCs. */
@GrpcService
@Singleton
public class ScheduleGrpc extends MutinyScheduleServiceGrpc.ScheduleServiceImplBase {

  private static final String LIST = "schedules";
  private static final String OVERRIDES = "overrides of ";
  private static final String ON_CALL = "on call";
  private static final Duration NEXT_TURNS = Duration.ofDays(90);

  private final Schedules schedules;
  private final Overrides overrides;
  private final Calendar calendar;
  private final OnCallEverywhere everywhere;
  private final TocsinClock clock;

  ScheduleGrpc(
      Schedules schedules,
      Overrides overrides,
      Calendar calendar,
      OnCallEverywhere everywhere,
      TocsinClock clock) {
    this.schedules = schedules;
    this.overrides = overrides;
    this.calendar = calendar;
    this.everywhere = everywhere;
    this.clock = clock;
  }

  @Override
  public Uni<Schedule> createSchedule(CreateScheduleRequest request) {
    return schedules
        .create(Caller.current(), ScheduleDraft.of(request.getSchedule()))
        .map(ScheduleMessages::of);
  }

  @Override
  public Uni<Schedule> getSchedule(GetScheduleRequest request) {
    Caller caller = Caller.current();
    UUID tenant = caller.tenantId();
    return schedules
        .get(tenant, UUID.fromString(request.getId()))
        .flatMap(
            schedule ->
                // Services ask for names on the way to a page, and have no use for warnings.
                caller.kind() == Caller.Kind.SERVICE
                    ? Uni.createFrom().item(ScheduleMessages.of(schedule))
                    : schedules
                        .deactivated(tenant, List.of(schedule))
                        .map(out -> ScheduleMessages.of(schedule, out)));
  }

  @Override
  public Uni<ListSchedulesResponse> listSchedules(ListSchedulesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    var after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new NamedEntities.Place(key.get(0), UUID.fromString(key.get(1))));
    UUID tenant = Caller.current().tenantId();
    return schedules
        .list(tenant, after, size + 1)
        .flatMap(found -> schedules.deactivated(tenant, found).map(out -> page(found, size, out)));
  }

  @Override
  public Uni<Schedule> updateSchedule(UpdateScheduleRequest request) {
    ChangedFields fields =
        ChangedFields.of(
            request.getUpdateMask(), "name", "description", "time_zone", "team_id", "layers");
    Schedule schedule = request.getSchedule();
    return schedules
        .update(
            Caller.current(),
            id("schedule.id", schedule.getId()),
            ScheduleDraft.of(schedule),
            fields)
        .map(ScheduleMessages::of);
  }

  @Override
  public Uni<Empty> deleteSchedule(DeleteScheduleRequest request) {
    return schedules
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<ScheduleOverride> createOverride(CreateOverrideRequest request) {
    ScheduleOverride wanted = request.getOverride();
    Instant start = ProtoTime.instant("override.start_time", wanted.getStartTime());
    Instant end = ProtoTime.instant("override.end_time", wanted.getEndTime());
    if (!start.isBefore(end)) {
      throw Invalid.field(
          "override.end_time", "%s is not after the start, %s".formatted(end, start));
    }
    Instant now = clock.now();
    UUID person = id("override.user_id", wanted.getUserId());
    return overrides
        .create(
            Caller.current(),
            id("override.schedule_id", wanted.getScheduleId()),
            new Takeover(Ids.next(now), person, start, end, now))
        .map(ScheduleMessages::of);
  }

  @Override
  public Uni<ListOverridesResponse> listOverrides(ListOverridesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    String list = OVERRIDES + request.getScheduleId();
    var after =
        PageToken.read(list, request.getPageToken(), 2)
            .map(
                key ->
                    new ScheduleStore.OverridePlace(
                        Instant.parse(key.get(0)), UUID.fromString(key.get(1))));
    return overrides
        .list(
            Caller.current().tenantId(), UUID.fromString(request.getScheduleId()), after, size + 1)
        .map(found -> page(list, found, size));
  }

  @Override
  public Uni<Empty> deleteOverride(DeleteOverrideRequest request) {
    return overrides
        .delete(
            Caller.current(),
            UUID.fromString(request.getScheduleId()),
            UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<GetOnCallUsersResponse> getOnCallUsers(GetOnCallUsersRequest request) {
    Instant at = request.hasAt() ? ProtoTime.instant("at", request.getAt()) : clock.now();
    return everywhere
        .at(Caller.current().tenantId(), UUID.fromString(request.getScheduleId()), at)
        .map(ScheduleGrpc::message);
  }

  @Override
  public Uni<FinalSchedule> getFinalSchedule(GetFinalScheduleRequest request) {
    Caller caller = Caller.current();
    UUID id = UUID.fromString(request.getScheduleId());
    return calendar
        .stored(caller.tenantId(), id, range(request.getStartTime(), request.getEndTime()))
        .map(drawn -> CalendarMessages.of(drawn, caller));
  }

  @Override
  public Uni<FinalSchedule> previewSchedule(PreviewScheduleRequest request) {
    Caller caller = Caller.current();
    Schedule schedule = request.getSchedule();
    return calendar
        .thoughtOf(
            caller.tenantId(),
            schedule.getId(),
            ScheduleDraft.of(schedule),
            CalendarMessages.overrides(request.getOverridesList()),
            range(request.getStartTime(), request.getEndTime()))
        .map(drawn -> CalendarMessages.of(drawn, caller));
  }

  @Override
  public Uni<ListUserShiftsResponse> listUserShifts(ListUserShiftsRequest request) {
    Caller caller = Caller.current();
    int most = PageToken.size(request.getLimit(), 50);
    Instant from =
        request.hasStartTime()
            ? ProtoTime.instant("start_time", request.getStartTime())
            : clock.now();
    Instant until =
        request.hasEndTime()
            ? ProtoTime.instant("end_time", request.getEndTime())
            : from.plus(NEXT_TURNS);
    return calendar
        .turnsOf(caller.tenantId(), whose(caller, request.getUserId()), new Range(from, until))
        .map(
            turns ->
                ListUserShiftsResponse.newBuilder()
                    .addAllShifts(turns.stream().limit(most).map(CalendarMessages::of).toList())
                    .setMore(turns.size() > most)
                    .build());
  }

  @Override
  public Uni<ListOnCallResponse> listOnCall(ListOnCallRequest request) {
    Caller caller = Caller.current();
    int size = PageToken.size(request.getPageSize(), 200);
    Instant at = request.hasAt() ? ProtoTime.instant("at", request.getAt()) : clock.now();
    var after =
        PageToken.read(ON_CALL, request.getPageToken(), 2)
            .map(key -> new NamedEntities.Place(key.get(0), UUID.fromString(key.get(1))));
    return everywhere
        .at(caller.tenantId(), at, after, size + 1)
        .map(found -> CalendarMessages.page(ON_CALL, found, size, caller));
  }

  private static UUID whose(Caller caller, String user) {
    if (!user.equals("me")) {
      return UUID.fromString(user);
    }
    if (caller.kind() != Caller.Kind.USER) {
      throw Invalid.field(
          "user_id",
          "'me' is for people who are signed in: name a user, for you are " + caller.actor());
    }
    return UUID.fromString(caller.id());
  }

  private static Range range(Timestamp start, Timestamp end) {
    return new Range(ProtoTime.instant("start_time", start), ProtoTime.instant("end_time", end));
  }

  private static GetOnCallUsersResponse message(OnCallEverywhere.Answer answer) {
    var response = GetOnCallUsersResponse.newBuilder();
    if (answer.shift().cause().user().isPresent()) {
      response.addOnCall(ScheduleMessages.of(answer.shift()));
    }
    answer.next().map(ScheduleMessages::of).ifPresent(response::addNext);
    return response.build();
  }

  static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id");
    }
  }

  private static ListSchedulesResponse page(
      List<ScheduleRecord> schedules, int size, Set<UUID> deactivated) {
    var response = ListSchedulesResponse.newBuilder();
    schedules.stream()
        .limit(size)
        .map(schedule -> ScheduleMessages.of(schedule, deactivated))
        .forEach(response::addSchedules);
    if (schedules.size() > size) {
      ScheduleRecord last = schedules.get(size - 1);
      response.setNextPageToken(PageToken.after(LIST, last.name, last.id.toString()));
    }
    return response.build();
  }

  private static ListOverridesResponse page(String list, List<OverrideRecord> overrides, int size) {
    var response = ListOverridesResponse.newBuilder();
    overrides.stream().limit(size).map(ScheduleMessages::of).forEach(response::addOverrides);
    if (overrides.size() > size) {
      OverrideRecord last = overrides.get(size - 1);
      response.setNextPageToken(
          PageToken.after(list, last.startTime.toString(), last.id.toString()));
    }
    return response.build();
  }
}
