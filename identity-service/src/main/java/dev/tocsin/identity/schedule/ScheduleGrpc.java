package dev.tocsin.identity.schedule;

import com.google.protobuf.Empty;
import dev.tocsin.identity.audit.AuditFeed;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.AddScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.CancelScheduleVersionRequest;
import dev.tocsin.proto.identity.v1.CreateOverrideRequest;
import dev.tocsin.proto.identity.v1.CreateScheduleRequest;
import dev.tocsin.proto.identity.v1.DeleteOverrideRequest;
import dev.tocsin.proto.identity.v1.DeleteScheduleRequest;
import dev.tocsin.proto.identity.v1.DiffScheduleRequest;
import dev.tocsin.proto.identity.v1.DiffScheduleResponse;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.GetFinalScheduleRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersResponse;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.ListOnCallRequest;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ListOverridesRequest;
import dev.tocsin.proto.identity.v1.ListOverridesResponse;
import dev.tocsin.proto.identity.v1.ListScheduleMembersRequest;
import dev.tocsin.proto.identity.v1.ListScheduleMembersResponse;
import dev.tocsin.proto.identity.v1.ListScheduleVersionsRequest;
import dev.tocsin.proto.identity.v1.ListScheduleVersionsResponse;
import dev.tocsin.proto.identity.v1.ListSchedulesRequest;
import dev.tocsin.proto.identity.v1.ListSchedulesResponse;
import dev.tocsin.proto.identity.v1.ListShiftHistoryRequest;
import dev.tocsin.proto.identity.v1.ListShiftHistoryResponse;
import dev.tocsin.proto.identity.v1.ListUserShiftsRequest;
import dev.tocsin.proto.identity.v1.ListUserShiftsResponse;
import dev.tocsin.proto.identity.v1.MutinyScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.PreviewScheduleRequest;
import dev.tocsin.proto.identity.v1.RemoveScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleEvent;
import dev.tocsin.proto.identity.v1.ScheduleMember;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.UpdateScheduleRequest;
import dev.tocsin.proto.identity.v1.WatchSchedulesRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Schedules, overrides, and who is on call as RPCs. */
@GrpcService
@Singleton
public class ScheduleGrpc extends MutinyScheduleServiceGrpc.ScheduleServiceImplBase {

  private static final Empty DONE = Empty.getDefaultInstance();

  private final Edits edits;
  private final Lists lists;
  private final Questions questions;
  private final Members members;
  private final AuditFeed feed;

  ScheduleGrpc(Edits edits, Lists lists, Questions questions, Members members, AuditFeed feed) {
    this.edits = edits;
    this.lists = lists;
    this.questions = questions;
    this.members = members;
    this.feed = feed;
  }

  @Override
  public Uni<Schedule> createSchedule(CreateScheduleRequest request) {
    return edits.create(Caller.current(), request);
  }

  @Override
  public Uni<Schedule> getSchedule(GetScheduleRequest request) {
    return lists.schedule(Caller.current(), request);
  }

  @Override
  public Uni<ListSchedulesResponse> listSchedules(ListSchedulesRequest request) {
    return lists.schedules(Caller.current(), request);
  }

  @Override
  public Uni<Schedule> updateSchedule(UpdateScheduleRequest request) {
    return edits.update(Caller.current(), request);
  }

  @Override
  public Uni<Empty> deleteSchedule(DeleteScheduleRequest request) {
    return edits.delete(Caller.current(), UUID.fromString(request.getId())).replaceWith(DONE);
  }

  @Override
  public Uni<ScheduleOverride> createOverride(CreateOverrideRequest request) {
    return edits.create(Caller.current(), request.getOverride());
  }

  @Override
  public Uni<ListOverridesResponse> listOverrides(ListOverridesRequest request) {
    return lists.overrides(Caller.current(), request);
  }

  @Override
  public Uni<Empty> deleteOverride(DeleteOverrideRequest request) {
    return edits
        .delete(
            Caller.current(),
            UUID.fromString(request.getScheduleId()),
            UUID.fromString(request.getId()))
        .replaceWith(DONE);
  }

  @Override
  public Uni<GetOnCallUsersResponse> getOnCallUsers(GetOnCallUsersRequest request) {
    return questions.onCall(Caller.current(), request);
  }

  @Override
  public Uni<FinalSchedule> getFinalSchedule(GetFinalScheduleRequest request) {
    return questions.calendar(Caller.current(), request);
  }

  @Override
  public Uni<FinalSchedule> previewSchedule(PreviewScheduleRequest request) {
    return questions.preview(Caller.current(), request);
  }

  @Override
  public Uni<ListUserShiftsResponse> listUserShifts(ListUserShiftsRequest request) {
    return questions.shifts(Caller.current(), request);
  }

  @Override
  public Uni<ListOnCallResponse> listOnCall(ListOnCallRequest request) {
    return questions.onCall(Caller.current(), request);
  }

  @Override
  public Uni<ListScheduleVersionsResponse> listScheduleVersions(
      ListScheduleVersionsRequest request) {
    return lists.versions(Caller.current(), request);
  }

  @Override
  public Uni<Empty> cancelScheduleVersion(CancelScheduleVersionRequest request) {
    return edits
        .cancel(Caller.current(), UUID.fromString(request.getScheduleId()), request.getVersion())
        .replaceWith(DONE);
  }

  @Override
  public Uni<DiffScheduleResponse> diffSchedule(DiffScheduleRequest request) {
    return questions.diff(Caller.current(), request);
  }

  @Override
  public Uni<ListShiftHistoryResponse> listShiftHistory(ListShiftHistoryRequest request) {
    return questions.history(Caller.current(), request);
  }

  @Override
  public Uni<ListScheduleMembersResponse> listScheduleMembers(ListScheduleMembersRequest request) {
    return members.list(Caller.current(), UUID.fromString(request.getScheduleId()));
  }

  @Override
  public Uni<ScheduleMember> addScheduleMember(AddScheduleMemberRequest request) {
    return members.add(Caller.current(), request);
  }

  @Override
  public Uni<Empty> removeScheduleMember(RemoveScheduleMemberRequest request) {
    return members.remove(Caller.current(), request).replaceWith(DONE);
  }

  @Override
  public Multi<ScheduleEvent> watchSchedules(WatchSchedulesRequest request) {
    Optional<UUID> after =
        Optional.of(request.getAfterId())
            .filter(id -> !id.isEmpty())
            .map(id -> Requests.id("after_id", id));
    return feed.follow(Caller.current().tenantId(), "schedules", after)
        .map(
            change ->
                ScheduleEvent.newBuilder()
                    .setId(change.id().toString())
                    .setTime(ProtoTime.of(change.time()))
                    .setActor(change.actor())
                    .setAction(change.action())
                    .setResource(change.resource())
                    .setScheduleId(change.resource().split("/")[1])
                    .build());
  }
}
