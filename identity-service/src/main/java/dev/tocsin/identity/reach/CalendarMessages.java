package dev.tocsin.identity.reach;

import dev.tocsin.identity.schedule.CalendarFault;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.TargetCalendar;
import dev.tocsin.proto.identity.v1.UnmappedTurn;

/** What is wrong with calendars, as told. */
final class CalendarMessages {

  private CalendarMessages() {}

  static TargetCalendar of(CalendarFault fault) {
    var told =
        TargetCalendar.newBuilder()
            .setFeedId(fault.feed().toString())
            .setName(fault.name())
            .setError(fault.error());
    fault.read().ifPresent(at -> told.setSuccessTime(ProtoTime.of(at)));
    fault
        .unmapped()
        .forEach(
            event ->
                told.addUnmapped(
                    UnmappedTurn.newBuilder()
                        .setStartTime(ProtoTime.of(event.start()))
                        .setEndTime(ProtoTime.of(event.end()))
                        .addAllNames(event.names())));
    return told.build();
  }
}
