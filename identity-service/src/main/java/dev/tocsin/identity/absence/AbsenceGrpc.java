package dev.tocsin.identity.absence;

import com.google.protobuf.Empty;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.CreateTimeOffRequest;
import dev.tocsin.proto.identity.v1.DeleteHolidayCalendarRequest;
import dev.tocsin.proto.identity.v1.DeleteTimeOffRequest;
import dev.tocsin.proto.identity.v1.Holiday;
import dev.tocsin.proto.identity.v1.HolidayCalendar;
import dev.tocsin.proto.identity.v1.HolidayRegion;
import dev.tocsin.proto.identity.v1.ListHolidayCalendarsRequest;
import dev.tocsin.proto.identity.v1.ListHolidayCalendarsResponse;
import dev.tocsin.proto.identity.v1.ListHolidaysRequest;
import dev.tocsin.proto.identity.v1.ListHolidaysResponse;
import dev.tocsin.proto.identity.v1.ListTimeOffRequest;
import dev.tocsin.proto.identity.v1.ListTimeOffResponse;
import dev.tocsin.proto.identity.v1.MutinyAbsenceServiceGrpc;
import dev.tocsin.proto.identity.v1.SetHolidayCalendarRequest;
import dev.tocsin.proto.identity.v1.TimeOff;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Time off and public holidays as RPCs. */
@GrpcService
@Singleton
public class AbsenceGrpc extends MutinyAbsenceServiceGrpc.AbsenceServiceImplBase {

  private final TimesOff times;
  private final HolidayCalendars calendars;
  private final PublicHolidays holidays;
  private final TocsinClock clock;

  AbsenceGrpc(
      TimesOff times, HolidayCalendars calendars, PublicHolidays holidays, TocsinClock clock) {
    this.times = times;
    this.calendars = calendars;
    this.holidays = holidays;
    this.clock = clock;
  }

  @Override
  public Uni<TimeOff> createTimeOff(CreateTimeOffRequest request) {
    Caller caller = Caller.current();
    return times
        .create(caller, AbsenceMessages.draft(caller, request.getTimeOff(), clock.now()))
        .map(time -> AbsenceMessages.of(time, caller));
  }

  @Override
  public Uni<ListTimeOffResponse> listTimeOff(ListTimeOffRequest request) {
    Caller caller = Caller.current();
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<UUID> user =
        request.getUserId().isEmpty()
            ? Optional.empty()
            : Optional.of(Seniority.personOrSelf(caller, "user_id", request.getUserId()));
    Optional<AbsenceStore.Place> after =
        PageToken.read(AbsenceMessages.LIST, request.getPageToken(), 2)
            .map(
                key ->
                    new AbsenceStore.Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1))));
    return times
        .list(caller.tenantId(), user, after, size + 1)
        .map(page -> AbsenceMessages.page(page, size, caller));
  }

  @Override
  public Uni<Empty> deleteTimeOff(DeleteTimeOffRequest request) {
    return times
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<HolidayCalendar> setHolidayCalendar(SetHolidayCalendarRequest request) {
    HolidayCalendar wanted = request.getCalendar();
    Optional<UUID> user = id(wanted.getUserId());
    Optional<UUID> schedule = id(wanted.getScheduleId());
    if (user.isPresent() == schedule.isPresent()) {
      throw Invalid.field(
          "calendar.user_id", "name either a person or a schedule whose holidays they are");
    }
    return calendars
        .set(
            Caller.current(),
            user,
            schedule,
            Source.read("calendar.", wanted.getRegion(), wanted.getFeedId()))
        .map(AbsenceMessages::of);
  }

  @Override
  public Uni<ListHolidayCalendarsResponse> listHolidayCalendars(
      ListHolidayCalendarsRequest request) {
    return calendars
        .list(Caller.current().tenantId())
        .map(
            found ->
                ListHolidayCalendarsResponse.newBuilder()
                    .addAllCalendars(found.stream().map(AbsenceMessages::of).toList())
                    .build());
  }

  @Override
  public Uni<Empty> deleteHolidayCalendar(DeleteHolidayCalendarRequest request) {
    return calendars
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<ListHolidaysResponse> listHolidays(ListHolidaysRequest request) {
    if (request.getRegion().isEmpty() && request.getFeedId().isEmpty()) {
      return holidays
          .regions()
          .map(
              regions -> {
                ListHolidaysResponse.Builder response = ListHolidaysResponse.newBuilder();
                regions.forEach(
                    (code, name) ->
                        response.addRegions(
                            HolidayRegion.newBuilder().setCode(code).setName(name)));
                return response.build();
              });
    }
    int year =
        request.getYear() == 0 ? clock.now().atOffset(ZoneOffset.UTC).getYear() : request.getYear();
    Source source = Source.read("", request.getRegion(), request.getFeedId());
    return source
        .feed()
        .map(feed -> calendars.imported(Caller.current().tenantId(), feed, year))
        .orElseGet(
            () ->
                holidays
                    .of("region", source.region(), year)
                    .map(days -> new HolidayCalendars.Imported(days, 0)))
        .map(
            found ->
                ListHolidaysResponse.newBuilder()
                    .addAllHolidays(
                        found.days().stream()
                            .map(
                                day ->
                                    Holiday.newBuilder()
                                        .setDate(day.date().toString())
                                        .setName(day.name())
                                        .build())
                            .toList())
                    .setTimedEventCount(found.timedEvents())
                    .build());
  }

  private static Optional<UUID> id(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
  }
}
