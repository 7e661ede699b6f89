package dev.tocsin.alerting.handoff;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.ListShiftChangesRequest;
import dev.tocsin.proto.identity.v1.MutinyNoticeServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyShiftChangeServiceGrpc;
import dev.tocsin.proto.identity.v1.ScheduleShiftChanges;
import dev.tocsin.proto.identity.v1.SendNoticeRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What identity-service knows of hand-offs, and whom it tells. Every method fails with {@code
 * Unavailable} while it does not answer.
 */
@Singleton
class Shifts {

  private static final String IDENTITY = "identity";

  private final ServiceClients services;

  Shifts(ServiceClients services) {
    this.services = services;
  }

  /**
   * A schedule.
   *
   * @param people everybody who is on it
   * @param isUnreadable whether nothing but its name can be told now, as by a passing fault
   */
  record Rota(String name, Set<UUID> people, List<ShiftChange> changes, boolean isUnreadable) {}

  /** When people come and go; a schedule that is not there is left out. */
  Uni<Map<UUID, Rota>> changes(
      UUID tenant, Collection<UUID> schedules, Instant from, Instant until) {
    ListShiftChangesRequest request =
        ListShiftChangesRequest.newBuilder()
            .addAllScheduleIds(schedules.stream().map(UUID::toString).toList())
            .setStartTime(ProtoTime.of(from))
            .setEndTime(ProtoTime.of(until))
            .build();
    return services
        .call(
            IDENTITY,
            MutinyShiftChangeServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.listShiftChanges(request))
        .map(
            answer -> {
              Map<UUID, Rota> rotas = new HashMap<>();
              answer
                  .getSchedulesList()
                  .forEach(each -> rotas.put(UUID.fromString(each.getScheduleId()), rota(each)));
              return rotas;
            });
  }

  /** What changes hands on one schedule at this instant; empty when it is not there. */
  Uni<Optional<Rota>> at(UUID tenant, UUID schedule, Instant instant) {
    return changes(tenant, List.of(schedule), instant, instant.plus(1, ChronoUnit.MICROS))
        .map(found -> Optional.ofNullable(found.get(schedule)));
  }

  /** One schedule as it is about now. Fails with {@link NotFound}. */
  Uni<Rota> known(UUID tenant, UUID schedule, Instant now) {
    return at(tenant, schedule, now)
        .map(found -> found.orElseThrow(() -> new NotFound("schedule", schedule)));
  }

  /**
   * Has people told, once for each id of a notice.
   *
   * @param managed tell also those who manage this schedule
   */
  Uni<Void> tell(UUID tenant, UUID notice, List<UUID> people, Optional<UUID> managed, Words words) {
    SendNoticeRequest request =
        SendNoticeRequest.newBuilder()
            .setNoticeId(notice.toString())
            .addAllUserIds(people.stream().map(UUID::toString).toList())
            .setManagedScheduleId(managed.map(UUID::toString).orElse(""))
            .setKind(words.kind())
            .setTitle(words.title())
            .setText(words.text())
            .setPath(words.path())
            .build();
    return services
        .call(
            IDENTITY,
            MutinyNoticeServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.sendNotice(request))
        .replaceWithVoid();
  }

  private static Rota rota(ScheduleShiftChanges schedule) {
    return new Rota(
        schedule.getScheduleName(),
        schedule.getUserIdsList().stream().map(UUID::fromString).collect(Collectors.toSet()),
        schedule.getChangesList().stream()
            .map(
                change ->
                    new ShiftChange(
                        ProtoTime.instant("change_time", change.getChangeTime())
                            .truncatedTo(ChronoUnit.MICROS),
                        change.getDuty() == Duty.DUTY_SHADOW,
                        ids(change.getComingUserIdsList()),
                        ids(change.getGoingUserIdsList())))
            .toList(),
        schedule.getUnreadable());
  }

  private static List<UUID> ids(List<String> ids) {
    return ids.stream().map(UUID::fromString).toList();
  }
}
