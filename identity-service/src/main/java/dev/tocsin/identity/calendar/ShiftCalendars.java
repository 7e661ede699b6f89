package dev.tocsin.identity.calendar;

import dev.tocsin.identity.ical.IcalShift;
import dev.tocsin.identity.ical.IcalWork;
import dev.tocsin.identity.ical.IcalWriter;
import dev.tocsin.identity.schedule.ScheduleGrpc;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.GetFinalScheduleRequest;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.ListUserShiftsRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.Shift;
import dev.tocsin.proto.identity.v1.UserShift;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Calendars of final shifts. The shifts are those that {@code GetFinalSchedule} and {@code
 * ListUserShifts} answer, to the caller that is bound to the current context.
 */
@Singleton
class ShiftCalendars {

  /** Shifts of more than this are asked for from before, so that their true start is known. */
  private static final Duration LONGEST_USUAL_SHIFT = Duration.ofDays(60);

  private static final int MOST_TURNS = 10_000;

  /**
   * A calendar.
   *
   * @param tag changes when anything but the time of writing does
   */
  record Written(String text, String tag) {}

  private final ScheduleGrpc schedules;
  private final IcalWork work;
  private final TocsinClock clock;

  ShiftCalendars(@GrpcService ScheduleGrpc schedules, IcalWork work, TocsinClock clock) {
    this.schedules = schedules;
    this.work = work;
    this.clock = clock;
  }

  /** The final shifts of a schedule; NotFound when there is none. */
  Uni<Written> ofSchedule(UUID id, View view) {
    Instant now = clock.now();
    ShiftEvents events = events(view, now);
    return schedules
        .getSchedule(GetScheduleRequest.newBuilder().setId(id.toString()).build())
        .chain(
            schedule ->
                schedules
                    .getFinalSchedule(
                        GetFinalScheduleRequest.newBuilder()
                            .setScheduleId(id.toString())
                            .setStartTime(ProtoTime.of(events.asked()))
                            .setEndTime(ProtoTime.of(events.until()))
                            .build())
                    .chain(shifts -> work.of(() -> write(schedule, shifts, view, events, now))));
  }

  private static Written write(
      Schedule schedule, FinalSchedule found, View view, ShiftEvents events, Instant now) {
    List<Shift> shifts =
        switch (view.duty()) {
          case DUTY_SECONDARY -> found.getSecondaryList();
          case DUTY_SHADOW -> found.getShadowList();
          default -> found.getShiftsList();
        };
    List<IcalShift> written =
        shifts.stream()
            .map(
                shift ->
                    events.of(
                        schedule.getId(),
                        shift,
                        title(view.duty())
                            + found.getUserNamesOrDefault(shift.getUserId(), shift.getUserId()),
                        "Schedule: " + schedule.getName() + why(shift)))
            .flatMap(Optional::stream)
            .toList();
    return written(schedule.getName(), ZoneId.of(schedule.getTimeZone()), view, now, written);
  }

  /** The shifts of a person on all schedules; NotFound when there is none. */
  Uni<Written> ofPerson(UUID id, View view) {
    Instant now = clock.now();
    ShiftEvents events = events(view, now);
    return schedules
        .listUserShifts(
            ListUserShiftsRequest.newBuilder()
                .setUserId(id.toString())
                .setStartTime(ProtoTime.of(events.from()))
                .setEndTime(ProtoTime.of(events.until()))
                .setLimit(MOST_TURNS)
                .build())
        .chain(found -> work.of(() -> write(found.getShiftsList(), view, events, now)));
  }

  private static Written write(List<UserShift> shifts, View view, ShiftEvents events, Instant now) {
    List<IcalShift> written =
        shifts.stream()
            .filter(turn -> duty(turn.getShift()) == view.duty())
            .map(
                turn ->
                    events.of(
                        turn.getScheduleId(),
                        turn.getShift(),
                        title(view.duty()) + turn.getScheduleName(),
                        "Schedule: " + turn.getScheduleName() + why(turn.getShift())))
            .flatMap(Optional::stream)
            .toList();
    return written("My shifts", ZoneOffset.UTC, view, now, written);
  }

  private static Written written(
      String name, ZoneId zone, View view, Instant now, List<IcalShift> shifts) {
    String text = new IcalWriter(name, zone, now, view.reminders()).write(shifts);
    String timeless = new IcalWriter(name, zone, Instant.EPOCH, view.reminders()).write(shifts);
    byte[] hash = Ids.sha256(timeless);
    return new Written(
        text, '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"');
  }

  /**
   * Ends on whole days, so that the tag of a calendar in which somebody is always on call does not
   * change with every second.
   */
  private static ShiftEvents events(View view, Instant now) {
    Instant day = now.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    Instant from = view.from(day);
    return new ShiftEvents(from, from.minus(LONGEST_USUAL_SHIFT), view.until(day));
  }

  private static Duty duty(Shift shift) {
    return shift.getDuty() == Duty.DUTY_UNSPECIFIED ? Duty.DUTY_PRIMARY : shift.getDuty();
  }

  private static String title(Duty duty) {
    return switch (duty) {
      case DUTY_SECONDARY -> "Secondary: ";
      case DUTY_SHADOW -> "Shadow: ";
      default -> "On call: ";
    };
  }

  private static String why(Shift shift) {
    return shift.getLayer().isEmpty() ? "\nBy an override" : "\nLayer: " + shift.getLayer();
  }
}
