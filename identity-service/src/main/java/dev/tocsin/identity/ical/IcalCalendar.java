package dev.tocsin.identity.ical;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A calendar that was read. Events that cannot be understood are left out and named; the others
 * stay good. Read and worked out on a worker, never on an event loop: it may take a second.
 */
public final class IcalCalendar {

  /**
   * What takes place in a range.
   *
   * @param occurrences by start
   * @param problems what was left out, of the whole calendar
   * @param cut why others than those named are missing: the calendar itself was beyond a bound;
   *     empty when it is complete
   */
  public record Expansion(List<Occurrence> occurrences, List<IcalProblem> problems, String cut) {
    public Expansion {
      occurrences = List.copyOf(occurrences);
      problems = List.copyOf(problems);
    }

    /** Whether everything is there but single events that cannot be understood. */
    public boolean isComplete() {
      return cut.isEmpty();
    }

    /** Itself; fails with {@link BadCalendar} when it is not complete. */
    public Expansion whole() {
      if (!isComplete()) {
        throw new BadCalendar("the calendar can be read only in part: " + cut);
      }
      return this;
    }
  }

  private final String name;
  private final IcalBounds bounds;
  private final List<Series> series = new ArrayList<>();
  private final List<IcalProblem> problems = new ArrayList<>();
  private int events;

  private IcalCalendar(String name, IcalBounds bounds) {
    this.name = name;
    this.bounds = bounds;
  }

  /**
   * Reads a text.
   *
   * @param fallback zone of whole days and of times without a zone, where the calendar names none
   * @throws BadCalendar when it is no calendar at all, or too long
   */
  public static IcalCalendar read(String text, ZoneId fallback, IcalBounds bounds) {
    if (text.length() > bounds.characters()) {
      throw new BadCalendar(
          "the calendar has %d characters, at most %d are read"
              .formatted(text.length(), bounds.characters()));
    }
    Component root = Component.read(text);
    List<Component> calendars =
        Stream.concat(root.parts("VCALENDAR"), Stream.of(root).filter(bare -> bare.has("VEVENT")))
            .toList();
    if (calendars.isEmpty()) {
      String start = text.strip();
      throw new BadCalendar(
          "this is no calendar: it has no BEGIN:VCALENDAR, and begins with '%s'"
              .formatted(start.lines().findFirst().map(IcalCalendar::cut).orElse("")));
    }
    var calendar = new IcalCalendar(calendars.get(0).text("X-WR-CALNAME"), bounds);
    calendars.forEach(part -> calendar.take(part, fallback));
    return calendar;
  }

  private static String cut(String line) {
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }

  private void take(Component calendar, ZoneId fallback) {
    TimeZones zones = new TimeZones(calendar, fallback);
    boolean cancelled = calendar.text("METHOD").equalsIgnoreCase("CANCEL");
    Map<String, List<VEvent>> byUid = new LinkedHashMap<>();
    calendar
        .parts("VEVENT")
        .forEach(
            event -> {
              if (++events > bounds.events()) {
                return;
              }
              try {
                VEvent read = VEvent.read(event, zones, cancelled);
                String uid = read.said().uid().isEmpty() ? "\n" + events : read.said().uid();
                byUid.computeIfAbsent(uid, each -> new ArrayList<>()).add(read);
              } catch (BadCalendar e) {
                problems.add(new IcalProblem(IcalEvent.of(event).named(), message(e)));
              }
            });
    if (events > bounds.events()) {
      problems.add(new IcalProblem("further events", onlyFirst()));
    }
    byUid.values().forEach(this::group);
  }

  private String onlyFirst() {
    return "only the first %d of %d are read".formatted(bounds.events(), events);
  }

  private static String message(BadCalendar e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  /** All of one UID. Of several editions of the same one the last by its sequence number holds. */
  private void group(List<VEvent> same) {
    Map<String, VEvent> editions = new LinkedHashMap<>();
    long newest =
        same.stream().filter(e -> e.replaces() == null).mapToLong(VEvent::sequence).max().orElse(0);
    for (VEvent event : same) {
      Stamp replaces = event.replaces();
      if (replaces == null) {
        if (event.sequence() == newest) {
          editions.put(event.start().toString(), event);
        }
      } else {
        editions.merge(
            "replaces " + (replaces.isDate() ? replaces.local().toString() : replaces.instant()),
            event,
            (one, other) -> other.sequence() >= one.sequence() ? other : one);
      }
    }
    List<VEvent> replacing =
        editions.values().stream().filter(event -> event.replaces() != null).toList();
    for (VEvent event : editions.values()) {
      series.add(new Series(event, event.replaces() == null ? replacing : List.of()));
    }
  }

  /** What it calls itself; may be empty. */
  public String name() {
    return name;
  }

  /** What had to be left out in reading. */
  public List<IcalProblem> problems() {
    return List.copyOf(problems);
  }

  /** What takes place in the half-open range. */
  public Expansion over(Instant from, Instant until) {
    return over(series, from, until);
  }

  /** What takes place in it of the events that are told in whole days. */
  public Expansion daysOver(Instant from, Instant until) {
    return over(series.stream().filter(Series::isWholeDays).toList(), from, until);
  }

  /** How many events are told by times of day. */
  public int timedEvents() {
    return (int) series.stream().filter(each -> !each.isWholeDays()).count();
  }

  private Expansion over(List<Series> series, Instant from, Instant until) {
    long deadline = System.nanoTime() + bounds.time().toNanos();
    List<Occurrence> all = new ArrayList<>();
    List<IcalProblem> told = new ArrayList<>(problems);
    String cut = events > bounds.events() ? onlyFirst() : "";
    int share = bounds.stepsOfOne(series.size());
    for (Series each : series) {
      try {
        List<Occurrence> some =
            each.over(from, until, bounds.occurrencesOfOne(), new Steps(share, deadline));
        if (all.size() + some.size() > bounds.occurrences()) {
          cut =
              "the calendar has more than %d occurrences in the range"
                  .formatted(bounds.occurrences());
          throw new BadCalendar(cut);
        }
        all.addAll(some);
      } catch (BadCalendar e) {
        told.add(new IcalProblem(each.said().named(), message(e)));
        if (System.nanoTime() - deadline > 0) {
          cut = "it took longer than " + bounds.time().toMillis() + " ms";
        }
      }
    }
    all.sort(Comparator.comparing(Occurrence::start).thenComparing(Occurrence::end));
    return new Expansion(all, told, cut);
  }
}
