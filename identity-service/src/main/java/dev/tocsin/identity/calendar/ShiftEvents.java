package dev.tocsin.identity.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.identity.ical.IcalShift;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.Shift;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Shifts as events. The UID of a shift is made of its schedule, person, duty and start, so that it
 * stays the same whatever is edited elsewhere, and when its end is moved. Of a shift that began
 * before all that was asked for, the end stands for the start.
 *
 * @param from since when shifts are shown
 * @param asked since when they were asked for: one that starts there may have begun earlier
 * @param until until when they were asked for: one that ends there may go on
 */
record ShiftEvents(Instant from, Instant asked, Instant until) {

  /** The event of a shift; empty for one that is over before events are shown. */
  Optional<IcalShift> of(String schedule, Shift shift, String summary, String description) {
    Instant start = shift.hasStartTime() ? instant(shift.getStartTime()) : asked;
    Instant end = shift.hasEndTime() ? instant(shift.getEndTime()) : until;
    boolean goesOn = !end.isBefore(until);
    Instant shownEnd = goesOn ? until : end;
    Instant shownStart = start.isAfter(asked) ? start : asked;
    if (!shownEnd.isAfter(from) || !shownStart.isBefore(shownEnd)) {
      return Optional.empty();
    }
    String since = start.isAfter(asked) ? start.toString() : goesOn ? "always" : "until " + end;
    return Optional.of(
        new IcalShift(
            uid(schedule, shift, since), summary, description, shownStart, shownEnd, goesOn));
  }

  private static Instant instant(com.google.protobuf.Timestamp time) {
    return ProtoTime.instant("shift", time);
  }

  private static String uid(String schedule, Shift shift, String since) {
    Duty duty = shift.getDuty() == Duty.DUTY_UNSPECIFIED ? Duty.DUTY_PRIMARY : shift.getDuty();
    String name = schedule + "/" + shift.getUserId() + "/" + duty.getNumber() + "/" + since;
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)) + "@tocsin";
  }
}
