package dev.tocsin.identity.swap;

import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.AcceptSwapRequest;
import dev.tocsin.proto.identity.v1.CancelSwapRequest;
import dev.tocsin.proto.identity.v1.CreateSwapRequest;
import dev.tocsin.proto.identity.v1.DeclineSwapRequest;
import dev.tocsin.proto.identity.v1.GetSwapRequest;
import dev.tocsin.proto.identity.v1.ListShiftConflictsRequest;
import dev.tocsin.proto.identity.v1.ListShiftConflictsResponse;
import dev.tocsin.proto.identity.v1.ListSwapsRequest;
import dev.tocsin.proto.identity.v1.ListSwapsResponse;
import dev.tocsin.proto.identity.v1.MutinySwapServiceGrpc;
import dev.tocsin.proto.identity.v1.ShiftSwap;
import dev.tocsin.proto.identity.v1.TakeShiftRequest;
import dev.tocsin.proto.identity.v1.TakeShiftResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shifts that change hands as RPCs. */
@GrpcService
@Singleton
public class SwapGrpc extends MutinySwapServiceGrpc.SwapServiceImplBase {

  private final Swaps swaps;
  private final Acceptance acceptance;
  private final ShiftTaking taking;
  private final ShiftsInTheWay inTheWay;
  private final TocsinClock clock;

  SwapGrpc(
      Swaps swaps,
      Acceptance acceptance,
      ShiftTaking taking,
      ShiftsInTheWay inTheWay,
      TocsinClock clock) {
    this.swaps = swaps;
    this.acceptance = acceptance;
    this.taking = taking;
    this.inTheWay = inTheWay;
    this.clock = clock;
  }

  @Override
  public Uni<TakeShiftResponse> takeShift(TakeShiftRequest request) {
    Caller caller = Caller.current();
    return taking
        .take(
            caller,
            new ShiftTaking.Wanted(
                UUID.fromString(request.getScheduleId()),
                SwapDraft.times(
                    "",
                    ProtoTime.instant("start_time", request.getStartTime()),
                    ProtoTime.instant("end_time", request.getEndTime())),
                Seniority.personOrSelf(caller, "user_id", request.getUserId()),
                id(request.getReplacesUserId()),
                request.getValidateOnly()))
        .map(
            taken ->
                TakeShiftResponse.newBuilder()
                    .addAllOverrides(taken.overrides())
                    .addAllConflicts(taken.conflicts().stream().map(SwapMessages::of).toList())
                    .build());
  }

  @Override
  public Uni<ShiftSwap> createSwap(CreateSwapRequest request) {
    Caller caller = Caller.current();
    boolean only = request.getValidateOnly();
    return swaps
        .create(caller, SwapDraft.of(caller, request.getSwap(), clock.now()), only)
        .map(
            asked -> {
              ShiftSwap swap =
                  SwapMessages.of(
                      asked.swap(), asked.conflicts(), caller, asked.own(), clock.now());
              return only ? swap.toBuilder().clearId().build() : swap;
            });
  }

  @Override
  public Uni<ShiftSwap> getSwap(GetSwapRequest request) {
    Caller caller = Caller.current();
    return swaps
        .get(caller, UUID.fromString(request.getId()))
        .map(
            asked ->
                SwapMessages.of(asked.swap(), asked.conflicts(), caller, asked.own(), clock.now()));
  }

  @Override
  public Uni<ListSwapsResponse> listSwaps(ListSwapsRequest request) {
    Caller caller = Caller.current();
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<UUID> party =
        request.getUserId().isEmpty()
            ? Optional.empty()
            : Optional.of(Seniority.personOrSelf(caller, "user_id", request.getUserId()));
    Optional<UUID> after =
        PageToken.read(SwapMessages.LIST, request.getPageToken(), 1)
            .map(key -> UUID.fromString(key.getFirst()));
    return swaps
        .list(
            caller,
            new SwapStore.Filter(party, id(request.getScheduleId()), request.getState()),
            after,
            size + 1)
        .map(found -> SwapMessages.page(found, size, caller, clock.now()));
  }

  @Override
  public Uni<ShiftSwap> acceptSwap(AcceptSwapRequest request) {
    Caller caller = Caller.current();
    return acceptance
        .accept(
            caller,
            UUID.fromString(request.getId()),
            Seniority.personOrSelf(caller, "user_id", request.getUserId()),
            request.getValidateOnly())
        .map(
            accepted ->
                SwapMessages.of(accepted.swap(), accepted.conflicts(), caller, true, clock.now())
                    .toBuilder()
                    .addAllOverrides(accepted.overrides())
                    .build());
  }

  @Override
  public Uni<ShiftSwap> declineSwap(DeclineSwapRequest request) {
    Caller caller = Caller.current();
    return swaps
        .decline(caller, UUID.fromString(request.getId()))
        .map(swap -> SwapMessages.of(swap, List.of(), caller, false, clock.now()));
  }

  @Override
  public Uni<ShiftSwap> cancelSwap(CancelSwapRequest request) {
    Caller caller = Caller.current();
    return swaps
        .cancel(caller, UUID.fromString(request.getId()))
        .map(swap -> SwapMessages.of(swap, List.of(), caller, false, clock.now()));
  }

  @Override
  public Uni<ListShiftConflictsResponse> listShiftConflicts(ListShiftConflictsRequest request) {
    Caller caller = Caller.current();
    Instant now = clock.now();
    Instant asked =
        request.hasStartTime() ? ProtoTime.instant("start_time", request.getStartTime()) : now;
    Instant from = asked.isBefore(now) ? now : asked;
    Instant until =
        request.hasEndTime()
            ? ProtoTime.instant("end_time", request.getEndTime())
            : from.plus(ShiftsInTheWay.USUAL);
    return inTheWay
        .of(caller.tenantId(), UUID.fromString(request.getScheduleId()), from, until)
        .map(found -> SwapMessages.conflicts(found, caller));
  }

  private static Optional<UUID> id(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
  }
}
