package dev.tocsin.identity.swap;

import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ShiftSwap;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A swap that is asked for.
 *
 * @param owner whose shift it is
 * @param asked who shall take it; empty for anybody of the schedule
 * @param inReturn what the owner takes of the one asked
 */
record SwapDraft(
    UUID schedule,
    UUID owner,
    Instant start,
    Instant end,
    Optional<UUID> asked,
    Optional<Times> inReturn,
    String note) {

  /** Longer ones are several. */
  static final Duration LONGEST = Duration.ofDays(31);

  /** From an instant until just before another. */
  record Times(Instant start, Instant end) {}

  /**
   * Reads a request.
   *
   * @throws Invalid naming the field
   */
  static SwapDraft of(Caller caller, ShiftSwap swap, Instant now) {
    Times times =
        times(
            "swap",
            ProtoTime.instant("swap.start_time", swap.getStartTime()),
            ProtoTime.instant("swap.end_time", swap.getEndTime()));
    UUID owner = Seniority.personOrSelf(caller, "swap.user_id", swap.getUserId());
    Optional<UUID> asked =
        Optional.of(swap.getAskedUserId()).filter(id -> !id.isEmpty()).map(UUID::fromString);
    Optional<Times> inReturn = Optional.empty();
    if (swap.hasInReturn()) {
      inReturn =
          Optional.of(
              times(
                  "swap.in_return",
                  ProtoTime.instant("swap.in_return.start_time", swap.getInReturn().getStartTime()),
                  ProtoTime.instant("swap.in_return.end_time", swap.getInReturn().getEndTime())));
      mustBeToCome("swap.in_return.start_time", inReturn.get().start(), now);
      if (asked.isEmpty()) {
        throw Invalid.field(
            "swap.in_return", "a shift in return is somebody's: name that person as asked_user_id");
      }
    }
    mustBeToCome("swap.start_time", times.start(), now);
    if (asked.filter(owner::equals).isPresent()) {
      throw Invalid.field("swap.asked_user_id", "the shift is user " + owner + "'s own already");
    }
    return new SwapDraft(
        UUID.fromString(swap.getScheduleId()),
        owner,
        times.start(),
        times.end(),
        asked,
        inReturn,
        swap.getNote());
  }

  /**
   * A range that a shift may have.
   *
   * @param field where it stands in the request; empty at the top
   * @throws Invalid when it is empty or too long
   */
  static Times times(String field, Instant start, Instant end) {
    String at = field.isEmpty() ? "end_time" : field + ".end_time";
    if (!start.isBefore(end)) {
      throw Invalid.field(at, "%s is not after the start, %s".formatted(end, start));
    }
    if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      throw Invalid.field(
          at, "a shift to hand over has at most %d days: make several".formatted(LONGEST.toDays()));
    }
    return new Times(start, end);
  }

  private static void mustBeToCome(String field, Instant start, Instant now) {
    if (!start.isAfter(now)) {
      throw Invalid.field(
          field,
          "%s is past: name a part that is to come, or have somebody take the rest of it"
              .formatted(start));
    }
  }

  /** For the audit log. */
  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("schedule_id", schedule.toString());
    detail.put("user_id", owner.toString());
    detail.put("start_time", start.toString());
    detail.put("end_time", end.toString());
    asked.ifPresent(user -> detail.put("asked_user_id", user.toString()));
    inReturn.ifPresent(
        times -> {
          detail.put("return_start_time", times.start().toString());
          detail.put("return_end_time", times.end().toString());
        });
    return detail;
  }
}
