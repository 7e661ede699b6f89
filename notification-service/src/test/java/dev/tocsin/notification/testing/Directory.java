package dev.tocsin.notification.testing;

import dev.tocsin.proto.identity.v1.ListOnCallRequest;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ListSchedulesRequest;
import dev.tocsin.proto.identity.v1.ListSchedulesResponse;
import dev.tocsin.proto.identity.v1.ListTeamsRequest;
import dev.tocsin.proto.identity.v1.ListTeamsResponse;
import dev.tocsin.proto.identity.v1.ReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import dev.tocsin.proto.identity.v1.ScheduleOnCall;
import dev.tocsin.proto.identity.v1.ScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.Shift;
import dev.tocsin.proto.identity.v1.TeamServiceGrpc;
import dev.tocsin.proto.identity.v1.User;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Teams, schedules and who is behind them, as identity would tell. */
final class Directory {

  private Directory() {}

  static ResolvedTarget target(String name, String... people) {
    return ResolvedTarget.newBuilder()
        .setExists(true)
        .setName(name)
        .addAllUserIds(List.of(people))
        .build();
  }

  static final class Teams extends TeamServiceGrpc.TeamServiceImplBase {
    @Override
    public void listTeams(ListTeamsRequest request, StreamObserver<ListTeamsResponse> answer) {
      Neighbours.reply(
          answer,
          ListTeamsResponse.newBuilder().addAllTeams(Neighbours.get().teams().values()).build());
    }
  }

  static final class Schedules extends ScheduleServiceGrpc.ScheduleServiceImplBase {
    @Override
    public void listSchedules(
        ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> answer) {
      Neighbours.reply(
          answer,
          ListSchedulesResponse.newBuilder()
              .addAllSchedules(Neighbours.get().schedules().values())
              .build());
    }

    @Override
    public void listOnCall(ListOnCallRequest request, StreamObserver<ListOnCallResponse> answer) {
      ListOnCallResponse.Builder all = ListOnCallResponse.newBuilder();
      Neighbours.get()
          .schedules()
          .values()
          .forEach(
              schedule -> {
                ScheduleOnCall.Builder one =
                    ScheduleOnCall.newBuilder()
                        .setScheduleId(schedule.getId())
                        .setScheduleName(schedule.getName());
                Neighbours.get()
                    .resolved()
                    .get(schedule.getId())
                    .getUserIdsList()
                    .forEach(user -> one.addOnCall(Shift.newBuilder().setUserId(user)));
                all.addSchedules(one);
              });
      Neighbours.get().users().forEach((id, user) -> all.putUserNames(id, user.getName()));
      Neighbours.reply(answer, all.build());
    }
  }

  static final class Reach extends ReachServiceGrpc.ReachServiceImplBase {
    @Override
    public void resolveTargets(
        ResolveTargetsRequest request, StreamObserver<ResolveTargetsResponse> answer) {
      ResolveTargetsResponse.Builder all = ResolveTargetsResponse.newBuilder();
      for (ReachTarget target : request.getTargetsList()) {
        ResolvedTarget found =
            switch (target.getTargetCase()) {
              case USER_ID -> target("", target.getUserId());
              case TEAM_ID -> Neighbours.get().resolved().get(target.getTeamId());
              case ON_CALL -> Neighbours.get().resolved().get(target.getOnCall().getScheduleId());
              case TARGET_NOT_SET -> throw new IllegalArgumentException("no target");
            };
        all.addTargets(found);
        found.getUserIdsList().stream()
            .map(id -> Neighbours.get().users().getOrDefault(id, User.getDefaultInstance()))
            .forEach(user -> all.addUsers(ReachableUser.newBuilder().setUser(user)));
      }
      Neighbours.reply(answer, all.build());
    }
  }
}
