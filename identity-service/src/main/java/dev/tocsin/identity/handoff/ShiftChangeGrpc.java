package dev.tocsin.identity.handoff;

import dev.tocsin.identity.oncall.ShiftChanges;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.ListShiftChangesRequest;
import dev.tocsin.proto.identity.v1.ListShiftChangesResponse;
import dev.tocsin.proto.identity.v1.MutinyShiftChangeServiceGrpc;
import dev.tocsin.proto.identity.v1.ScheduleShiftChanges;
import dev.tocsin.proto.identity.v1.ShiftChange;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** When people come and go, as an RPC. */
@GrpcService
@Singleton
public class ShiftChangeGrpc extends MutinyShiftChangeServiceGrpc.ShiftChangeServiceImplBase {

  private static final Duration LONGEST = Duration.ofDays(31);

  private final Rosters rosters;

  ShiftChangeGrpc(Rosters rosters) {
    this.rosters = rosters;
  }

  @Override
  public Uni<ListShiftChangesResponse> listShiftChanges(ListShiftChangesRequest request) {
    UUID tenant = Caller.current().tenantId();
    Instant from = ProtoTime.instant("start_time", request.getStartTime());
    Instant until = ProtoTime.instant("end_time", request.getEndTime());
    if (until.isAfter(from.plus(LONGEST))) {
      throw Invalid.field("end_time", "is more than 31 days after start_time");
    }
    List<UUID> ids =
        request.getScheduleIdsList().stream().map(UUID::fromString).distinct().toList();
    return rosters
        .changes(tenant, ids, from, until)
        .map(
            found -> {
              ListShiftChangesResponse.Builder response = ListShiftChangesResponse.newBuilder();
              found.forEach(each -> response.addSchedules(message(each)));
              return response.build();
            });
  }

  private static ScheduleShiftChanges message(Rosters.Changing schedule) {
    ScheduleShiftChanges.Builder message =
        ScheduleShiftChanges.newBuilder()
            .setScheduleId(schedule.schedule().toString())
            .setScheduleName(schedule.name())
            .setUnreadable(schedule.unreadable());
    schedule.people().forEach(person -> message.addUserIds(person.toString()));
    schedule.changes().forEach(change -> message.addChanges(message(change)));
    return message.build();
  }

  private static ShiftChange message(ShiftChanges.Change change) {
    ShiftChange.Builder message =
        ShiftChange.newBuilder()
            .setChangeTime(ProtoTime.of(change.time()))
            .setDuty(
                switch (change.duty()) {
                  case PRIMARY -> Duty.DUTY_PRIMARY;
                  case SECONDARY -> Duty.DUTY_SECONDARY;
                  case SHADOW -> Duty.DUTY_SHADOW;
                });
    change.coming().forEach(person -> message.addComingUserIds(person.toString()));
    change.going().forEach(person -> message.addGoingUserIds(person.toString()));
    return message.build();
  }
}
