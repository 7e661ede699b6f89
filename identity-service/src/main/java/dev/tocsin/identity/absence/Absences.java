package dev.tocsin.identity.absence;

import dev.tocsin.identity.user.People;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * When people are away. A person's public holidays are those of the person's own region or imported
 * calendar, told in the person's zone; who has none has those of the schedule, in the schedule's
 * zone.
 */
@Singleton
public class Absences {

  private static final String FIELD = "region";

  /** Whose holidays, and the zone in which their days begin and end. */
  private record Place(Source source, ZoneId zone) {}

  private final AbsenceStore store;
  private final PublicHolidays holidays;
  private final People people;

  Absences(AbsenceStore store, PublicHolidays holidays, People people) {
    this.store = store;
    this.holidays = holidays;
    this.people = people;
  }

  /**
   * The time off and public holidays of these people that touch the range, by start.
   *
   * @param schedule the schedule they are on call by, and its zone; empty for their own only
   */
  public Uni<List<Away>> of(
      Mutiny.Session tx,
      Collection<UUID> who,
      Optional<UUID> schedule,
      ZoneId zone,
      Instant from,
      Instant until) {
    List<Away> away = new ArrayList<>();
    return store
        .touching(tx, who, from, until)
        .invoke(
            found ->
                found.forEach(
                    time ->
                        away.add(
                            new Away(
                                time.userId,
                                Away.Kind.TIME_OFF,
                                time.startTime,
                                time.endTime,
                                ""))))
        .chain(() -> places(tx, who, schedule, zone))
        .flatMap(places -> holidays(tx, places, from, until))
        .map(
            days -> {
              away.addAll(days);
              away.sort(Comparator.comparing(Away::start).thenComparing(Away::user));
              return away;
            });
  }

  private Uni<Map<UUID, Place>> places(
      Mutiny.Session tx, Collection<UUID> who, Optional<UUID> schedule, ZoneId zone) {
    return store
        .calendars(tx, who, schedule.map(Set::of).orElse(Set.of()))
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Map.of())
                    : people
                        .zones(tx, who)
                        .map(
                            zones -> {
                              Map<UUID, Place> places = new HashMap<>();
                              for (HolidayRecord calendar : found) {
                                if (calendar.userId == null) {
                                  who.forEach(
                                      user ->
                                          places.putIfAbsent(
                                              user, new Place(Source.of(calendar), zone)));
                                }
                              }
                              for (HolidayRecord calendar : found) {
                                if (calendar.userId != null) {
                                  places.put(
                                      calendar.userId,
                                      new Place(
                                          Source.of(calendar),
                                          zones.getOrDefault(calendar.userId, zone)));
                                }
                              }
                              return places;
                            }));
  }

  private Uni<List<Away>> holidays(
      Mutiny.Session tx, Map<UUID, Place> places, Instant from, Instant until) {
    return imported(tx, places.values(), from, until)
        .flatMap(
            imported ->
                Multi.createFrom()
                    .iterable(places.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        each -> of(each.getKey(), each.getValue(), imported, from, until))
                    .collect()
                    .asList())
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  /** The days of each imported calendar, in whatever zone the range is told. */
  private Uni<Map<UUID, List<PublicHolidays.Day>>> imported(
      Mutiny.Session tx, Collection<Place> places, Instant from, Instant until) {
    Map<UUID, List<PublicHolidays.Day>> days = new HashMap<>();
    return Multi.createFrom()
        .iterable(
            places.stream().flatMap(each -> each.source().feed().stream()).distinct().toList())
        .onItem()
        .transformToUniAndConcatenate(
            feed ->
                store
                    .days(tx, feed, date(from).minusDays(1), date(until).plusDays(1))
                    .invoke(found -> days.put(feed, found)))
        .collect()
        .asList()
        .replaceWith(days);
  }

  private static LocalDate date(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private Uni<List<Away>> of(
      UUID user,
      Place place,
      Map<UUID, List<PublicHolidays.Day>> imported,
      Instant from,
      Instant until) {
    return place
        .source()
        .feed()
        .map(feed -> Uni.createFrom().item(imported.getOrDefault(feed, List.of())))
        .orElseGet(() -> ofRegion(place, from, until))
        .map(
            days ->
                days.stream()
                    .map(day -> away(user, place, day))
                    .filter(away -> away.touches(from, until))
                    .toList());
  }

  private Uni<List<PublicHolidays.Day>> ofRegion(Place place, Instant from, Instant until) {
    int first = from.atZone(place.zone()).getYear();
    int last = until.atZone(place.zone()).getYear();
    return Multi.createFrom()
        .items(IntStream.rangeClosed(first, last).boxed())
        .onItem()
        .transformToUniAndConcatenate(year -> holidays.of(FIELD, place.source().region(), year))
        .collect()
        .asList()
        .map(years -> years.stream().flatMap(List::stream).toList());
  }

  private static Away away(UUID user, Place place, PublicHolidays.Day day) {
    LocalDate date = day.date();
    return new Away(
        user,
        Away.Kind.HOLIDAY,
        date.atStartOfDay(place.zone()).toInstant(),
        date.plusDays(1).atStartOfDay(place.zone()).toInstant(),
        day.name());
  }
}
