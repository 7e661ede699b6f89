package dev.tocsin.identity.absence;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.tocsin.platform.error.Invalid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The public holidays of countries and their regions, from Jollyday's calendars. They are worked
 * out on a worker thread and kept.
 */
@Singleton
class PublicHolidays {

  /** A public holiday. */
  record Day(LocalDate date, String name) {}

  private static final int KEPT = 5_000;

  private final WorkerExecutor workers;
  private final Map<String, List<Day>> known = new ConcurrentHashMap<>();

  PublicHolidays(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("tocsin-holidays", 1);
  }

  /**
   * Those of a region in a year, by date.
   *
   * @param field the field that names the region; fails with {@link Invalid} when there is none
   */
  Uni<List<Day>> of(String field, String region, int year) {
    String code = region.toLowerCase(Locale.ROOT);
    List<Day> found = known.get(code + " " + year);
    return found != null
        ? Uni.createFrom().item(found)
        : onWorker(
            () -> {
              mustBeKnown(field, code);
              return keep(code, year);
            });
  }

  /** Fails with {@link Invalid}, naming the field, when there is no such region. */
  Uni<Void> mustBeKnown(String field, String region, int year) {
    return of(field, region, year).replaceWithVoid();
  }

  /** Codes and English names of all regions, by code. */
  Uni<Map<String, String>> regions() {
    return onWorker(
        () -> {
          Map<String, String> regions = new TreeMap<>();
          HolidayManager.getSupportedCalendarCodes().stream()
              .filter(code -> code.matches("[A-Z]{2}"))
              .map(code -> code.toLowerCase(Locale.ROOT))
              .forEach(code -> collect(hierarchy(code), code, regions));
          return regions;
        });
  }

  private List<Day> keep(String code, int year) {
    if (known.size() > KEPT) {
      known.clear();
    }
    return known.computeIfAbsent(code + " " + year, _ -> work(code, year));
  }

  private static List<Day> work(String code, int year) {
    String[] parts = code.split("-");
    List<Day> days = new ArrayList<>();
    HolidayManager.getInstance(ManagerParameters.create(parts[0]))
        .getHolidays(
            Year.of(year), HolidayType.PUBLIC_HOLIDAY, Arrays.copyOfRange(parts, 1, parts.length))
        .forEach(
            holiday ->
                days.add(new Day(holiday.getDate(), holiday.getDescription(Locale.ENGLISH))));
    days.sort(Comparator.comparing(Day::date).thenComparing(Day::name));
    return List.copyOf(days);
  }

  private static void mustBeKnown(String field, String code) {
    String[] parts = code.split("-");
    Set<String> countries = HolidayManager.getSupportedCalendarCodes();
    if (!countries.contains(parts[0].toUpperCase(Locale.ROOT))) {
      throw Invalid.field(
          field,
          "there are no public holidays of '%s': GET /api/v1/holidays lists the regions"
              .formatted(code));
    }
    CalendarHierarchy place = hierarchy(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      place = place.getChildren().get(parts[i]);
      if (place == null) {
        throw Invalid.field(
            field,
            "country '%s' has no region '%s': GET /api/v1/holidays lists the regions"
                .formatted(parts[0], code));
      }
    }
  }

  private static CalendarHierarchy hierarchy(String country) {
    return HolidayManager.getInstance(ManagerParameters.create(country)).getCalendarHierarchy();
  }

  private static void collect(CalendarHierarchy place, String code, Map<String, String> into) {
    into.put(code, place.getDescription(Locale.ENGLISH));
    place.getChildren().forEach((part, child) -> collect(child, code + "-" + part, into));
  }

  private <T> Uni<T> onWorker(Supplier<T> work) {
    return workers.executeBlocking(work::get, false);
  }

  @PreDestroy
  void stop() {
    workers.closeAndForget();
  }
}
