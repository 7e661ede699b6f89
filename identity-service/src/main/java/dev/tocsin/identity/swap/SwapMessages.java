package dev.tocsin.identity.swap;

import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ListShiftConflictsResponse;
import dev.tocsin.proto.identity.v1.ListSwapsResponse;
import dev.tocsin.proto.identity.v1.ShiftConflict;
import dev.tocsin.proto.identity.v1.ShiftInTheWay;
import dev.tocsin.proto.identity.v1.ShiftRange;
import dev.tocsin.proto.identity.v1.ShiftSwap;
import dev.tocsin.proto.platform.v1.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Swaps in the words of the contract. */
final class SwapMessages {

  static final String LIST = "swaps";

  private SwapMessages() {}

  /**
   * The note is for the owner, whoever is asked or took the shift, and managers; of a swap that
   * asks nobody in particular for the people of the schedule, who are all asked.
   *
   * @param own whether the caller is one of them
   */
  static ShiftSwap of(
      SwapRecord swap, List<Conflict> conflicts, Caller caller, boolean own, Instant now) {
    boolean mayReadNote =
        (swap.asked().isEmpty() && own)
            || Stream.of(swap.userId, swap.askedUserId, swap.takenBy)
                .anyMatch(user -> user != null && Seniority.isSelf(caller, user))
            || Seniority.isAtLeast(caller, Role.ROLE_MANAGER);
    ShiftSwap.Builder message =
        ShiftSwap.newBuilder()
            .setId(swap.id.toString())
            .setScheduleId(swap.scheduleId.toString())
            .setUserId(swap.userId.toString())
            .setStartTime(ProtoTime.of(swap.startTime))
            .setEndTime(ProtoTime.of(swap.endTime))
            .setAskedUserId(swap.asked().map(UUID::toString).orElse(""))
            .setNote(mayReadNote ? swap.note : "")
            .setState(swap.state(now))
            .setTakenByUserId(swap.takenBy == null ? "" : swap.takenBy.toString())
            .addAllConflicts(conflicts.stream().map(SwapMessages::of).toList())
            .setCreatedBy(swap.createdBy)
            .setCreateTime(ProtoTime.of(swap.createTime))
            .setUpdateTime(ProtoTime.of(swap.updateTime));
    swap.inReturn()
        .ifPresent(
            back ->
                message.setInReturn(
                    ShiftRange.newBuilder()
                        .setStartTime(ProtoTime.of(back.start()))
                        .setEndTime(ProtoTime.of(back.end()))));
    return message.build();
  }

  static ShiftConflict of(Conflict conflict) {
    ShiftConflict.Builder message =
        ShiftConflict.newBuilder()
            .setKind(conflict.kind())
            .setUserId(conflict.user().toString())
            .setText(conflict.text())
            .setScheduleId(conflict.schedule().map(UUID::toString).orElse(""));
    conflict
        .time()
        .ifPresent(
            time ->
                message
                    .setStartTime(ProtoTime.of(time.start()))
                    .setEndTime(ProtoTime.of(time.end())));
    return message.build();
  }

  static ListShiftConflictsResponse conflicts(ShiftsInTheWay.Found found, Caller caller) {
    ListShiftConflictsResponse.Builder response = ListShiftConflictsResponse.newBuilder();
    for (StandIns.Proposal proposal : found.proposals()) {
      ShiftInTheWay.Builder message =
          ShiftInTheWay.newBuilder()
              .setScheduleId(found.roster().id().toString())
              .setScheduleName(found.roster().name())
              .setUserId(proposal.shift().person().toString())
              .setStartTime(ProtoTime.of(proposal.shift().start()))
              .setEndTime(ProtoTime.of(proposal.shift().end()))
              .setKind(Conflicts.kind(proposal.away()))
              .setText(proposal.away().text());
      proposal
          .standIn()
          .ifPresent(
              person ->
                  message.setStandInUserId(person.toString()).setStandInHours(proposal.hours()));
      response.addConflicts(message);
    }
    if (Seniority.mayReadNames(caller)) {
      found.names().forEach((user, name) -> response.putUserNames(user.toString(), name));
    }
    return response.build();
  }

  static ListSwapsResponse page(Swaps.Page found, int size, Caller caller, Instant now) {
    var page = Page.cut(found.swaps(), size, LIST, swap -> List.of(swap.id));
    ListSwapsResponse.Builder response =
        ListSwapsResponse.newBuilder()
            .addAllSwaps(
                page.rows(
                    swap ->
                        of(swap, List.of(), caller, found.own().contains(swap.scheduleId), now)))
            .setNextPageToken(page.nextToken());
    if (Seniority.mayReadNames(caller)) {
      found.people().forEach((user, name) -> response.putUserNames(user.toString(), name));
    }
    found.schedules().forEach((id, name) -> response.putScheduleNames(id.toString(), name));
    return response.build();
  }
}
