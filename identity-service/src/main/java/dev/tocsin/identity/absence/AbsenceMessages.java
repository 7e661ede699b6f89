package dev.tocsin.identity.absence;

import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.HolidayCalendar;
import dev.tocsin.proto.identity.v1.ListTimeOffResponse;
import dev.tocsin.proto.identity.v1.TimeOff;
import dev.tocsin.proto.platform.v1.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Time off and holiday calendars in the words of the contract. */
final class AbsenceMessages {

  static final String LIST = "time off";
  private static final Duration LONGEST = Duration.ofDays(400);

  private AbsenceMessages() {}

  /**
   * Reads a request.
   *
   * @throws Invalid naming the field
   */
  static TimeOffRecord draft(Caller caller, TimeOff wanted, Instant now) {
    Instant start = ProtoTime.instant("time_off.start_time", wanted.getStartTime());
    Instant end = ProtoTime.instant("time_off.end_time", wanted.getEndTime());
    if (!start.isBefore(end)) {
      throw Invalid.field(
          "time_off.end_time", "%s is not after the start, %s".formatted(end, start));
    }
    if (!end.isAfter(now)) {
      throw Invalid.field("time_off.end_time", end + " is past: time off is to come");
    }
    if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      throw Invalid.field(
          "time_off.end_time",
          "time off has at most %d days: end it by %s"
              .formatted(LONGEST.toDays(), start.plus(LONGEST)));
    }
    UUID user = Seniority.personOrSelf(caller, "time_off.user_id", wanted.getUserId());
    return new TimeOffRecord(
        caller.tenantId(), Ids.next(now), user, start, end, wanted.getNote(), caller.actor(), now);
  }

  /** The note is for the person and managers. */
  static TimeOff of(TimeOffRecord time, Caller caller) {
    boolean mayReadNote =
        Seniority.isSelf(caller, time.userId) || Seniority.isAtLeast(caller, Role.ROLE_MANAGER);
    return TimeOff.newBuilder()
        .setId(time.id.toString())
        .setUserId(time.userId.toString())
        .setStartTime(ProtoTime.of(time.startTime))
        .setEndTime(ProtoTime.of(time.endTime))
        .setNote(mayReadNote ? time.note : "")
        .setCreatedBy(time.createdBy)
        .setCreateTime(ProtoTime.of(time.createTime))
        .build();
  }

  static ListTimeOffResponse page(TimesOff.Page found, int size, Caller caller) {
    var page = Page.cut(found.found(), size, LIST, time -> List.of(time.startTime, time.id));
    ListTimeOffResponse.Builder response =
        ListTimeOffResponse.newBuilder()
            .addAllTimeOff(page.rows(time -> of(time, caller)))
            .setNextPageToken(page.nextToken());
    if (Seniority.mayReadNames(caller)) {
      found.names().forEach((user, name) -> response.putUserNames(user.toString(), name));
    }
    return response.build();
  }

  static HolidayCalendar of(HolidayRecord record) {
    return HolidayCalendar.newBuilder()
        .setId(record.id.toString())
        .setUserId(record.userId == null ? "" : record.userId.toString())
        .setScheduleId(record.scheduleId == null ? "" : record.scheduleId.toString())
        .setRegion(record.region)
        .setFeedId(record.feedId == null ? "" : record.feedId.toString())
        .setCreatedBy(record.createdBy)
        .setCreateTime(ProtoTime.of(record.createTime))
        .build();
  }
}
