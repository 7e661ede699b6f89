package dev.tocsin.alerting.support;

import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.ListShiftChangesRequest;
import dev.tocsin.proto.identity.v1.ListShiftChangesResponse;
import dev.tocsin.proto.identity.v1.NoticeServiceGrpc;
import dev.tocsin.proto.identity.v1.ScheduleShiftChanges;
import dev.tocsin.proto.identity.v1.SendNoticeRequest;
import dev.tocsin.proto.identity.v1.SendNoticeResponse;
import dev.tocsin.proto.identity.v1.ShiftChange;
import dev.tocsin.proto.identity.v1.ShiftChangeServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Shift changes and notices of identity-service, as alerting-service sees them. */
public final class FakeRotas extends ShiftChangeServiceGrpc.ShiftChangeServiceImplBase {

  private record Rota(String name, Set<UUID> people, List<Change> changes, boolean isUnreadable) {}

  /** One takes over from another; either may be null. */
  public record Change(Instant at, UUID coming, UUID going) {}

  private final Map<UUID, Map<UUID, Rota>> rotas = new ConcurrentHashMap<>();
  private final Map<UUID, List<SendNoticeRequest>> told = new ConcurrentHashMap<>();

  /** A schedule with these changes; replaces what was there. */
  public void rota(UUID tenant, UUID schedule, String name, Set<UUID> people, Change... changes) {
    rotas
        .computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>())
        .put(schedule, new Rota(name, people, List.of(changes), false));
  }

  /** A schedule of which nothing but the name can be told; replaces what was there. */
  public void unreadable(UUID tenant, UUID schedule, String name) {
    rotas
        .computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>())
        .put(schedule, new Rota(name, Set.of(), List.of(), true));
  }

  /** The notices of a tenant, each once. */
  public List<SendNoticeRequest> told(UUID tenant) {
    return List.copyOf(told.getOrDefault(tenant, List.of()));
  }

  @Override
  public void listShiftChanges(
      ListShiftChangesRequest request, StreamObserver<ListShiftChangesResponse> to) {
    Instant from = ProtoTime.instant("start_time", request.getStartTime());
    Instant until = ProtoTime.instant("end_time", request.getEndTime());
    ListShiftChangesResponse.Builder response = ListShiftChangesResponse.newBuilder();
    Map<UUID, Rota> known = rotas.getOrDefault(Guard.TENANT.get(), Map.of());
    for (String id : request.getScheduleIdsList()) {
      Rota rota = known.get(UUID.fromString(id));
      if (rota == null) {
        continue;
      }
      ScheduleShiftChanges.Builder schedule =
          response
              .addSchedulesBuilder()
              .setScheduleId(id)
              .setScheduleName(rota.name())
              .setUnreadable(rota.isUnreadable());
      rota.people().forEach(person -> schedule.addUserIds(person.toString()));
      for (Change change : rota.changes()) {
        if (!change.at().isBefore(from) && change.at().isBefore(until)) {
          ShiftChange.Builder message =
              schedule
                  .addChangesBuilder()
                  .setChangeTime(ProtoTime.of(change.at()))
                  .setDuty(Duty.DUTY_PRIMARY);
          ids(change.coming()).forEach(message::addComingUserIds);
          ids(change.going()).forEach(message::addGoingUserIds);
        }
      }
    }
    FakeIdentity.answer(to, response.build());
  }

  private static List<String> ids(UUID person) {
    return person == null ? List.of() : List.of(person.toString());
  }

  NoticeServiceGrpc.NoticeServiceImplBase notices() {
    return new NoticeServiceGrpc.NoticeServiceImplBase() {
      @Override
      public void sendNotice(SendNoticeRequest request, StreamObserver<SendNoticeResponse> to) {
        List<SendNoticeRequest> all =
            told.computeIfAbsent(Guard.TENANT.get(), _ -> new CopyOnWriteArrayList<>());
        synchronized (all) {
          if (new ArrayList<>(all)
              .stream().noneMatch(each -> each.getNoticeId().equals(request.getNoticeId()))) {
            all.add(request);
          }
        }
        FakeIdentity.answer(
            to, SendNoticeResponse.newBuilder().setToldCount(request.getUserIdsCount()).build());
      }
    };
  }
}
