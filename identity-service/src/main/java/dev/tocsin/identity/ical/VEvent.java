package dev.tocsin.identity.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code VEVENT}, read: a series, a single event, or one that replaces occurrences of a series.
 *
 * @param replaces the occurrence that it replaces ({@code RECURRENCE-ID}); null for a series or a
 *     single event
 * @param andFuture whether it replaces the later ones too ({@code RANGE=THISANDFUTURE})
 */
record VEvent(
    IcalEvent said,
    Stamp start,
    Length length,
    List<Rule> rules,
    List<Rule> notRules,
    List<Extra> extras,
    List<Stamp> exceptions,
    @Nullable Stamp replaces,
    boolean andFuture,
    boolean cancelled,
    long sequence) {

  /** A further occurrence ({@code RDATE}); of the event's length unless it has its own. */
  record Extra(Stamp start, Optional<Length> length) {}

  static VEvent read(Component event, TimeZones zones, boolean cancelled) {
    Stamp start =
        event
            .line("DTSTART")
            .map(line -> stamp(line, zones))
            .orElseThrow(() -> new BadCalendar("it has no start (DTSTART)"));
    Length length = length(event, zones, start);
    if (length.isNegative()) {
      throw new BadCalendar("it ends before it starts");
    }
    Optional<ContentLine> replaced = event.line("RECURRENCE-ID");
    return new VEvent(
        IcalEvent.of(event),
        start,
        length,
        rules(event, "RRULE", start),
        rules(event, "EXRULE", start),
        event.all("RDATE").flatMap(line -> extras(line, zones, start)).toList(),
        event.all("EXDATE").flatMap(line -> stamps(line, zones)).toList(),
        replaced.map(line -> stamp(line, zones)).orElse(null),
        replaced
            .flatMap(line -> line.param("RANGE"))
            .filter("THISANDFUTURE"::equalsIgnoreCase)
            .isPresent(),
        cancelled || event.text("STATUS").equalsIgnoreCase("CANCELLED"),
        sequence(event));
  }

  private static Stamp stamp(ContentLine line, TimeZones zones) {
    Stamp stamp = Stamp.parse(line.value(), zones.of(line));
    return stamp.isDate() ? new Stamp(stamp.local(), true, zones.usual()) : stamp;
  }

  private static Stream<Stamp> stamps(ContentLine line, TimeZones zones) {
    Zone zone = zones.of(line);
    return Stream.of(line.value().split(","))
        .filter(value -> !value.isBlank())
        .map(value -> Stamp.parse(value, zone));
  }

  private static Length length(Component event, TimeZones zones, Stamp start) {
    Optional<ContentLine> end = event.line("DTEND");
    if (end.isPresent()) {
      Stamp stamp = stamp(end.get(), zones);
      Length length = Length.between(start, stamp.isDate() ? stamp : sameKind(stamp, start));
      return start.isDate() && length.about().isZero() ? Length.DAY : length;
    }
    return event
        .line("DURATION")
        .map(line -> Length.parse(line.value()))
        .orElse(start.isDate() ? Length.DAY : Length.NONE);
  }

  /**
   * An end in UTC of a start in a zone, as some write it, is told by the wall clock of the start.
   */
  private static Stamp sameKind(Stamp end, Stamp start) {
    return end.zone().isUtc() ? end.in(start.zone()) : end;
  }

  private static List<Rule> rules(Component event, String name, Stamp start) {
    return event.all(name).map(line -> Rule.parse(line.value(), start)).toList();
  }

  private static Stream<Extra> extras(ContentLine line, TimeZones zones, Stamp start) {
    Zone zone = zones.of(line);
    return Stream.of(line.value().split(","))
        .filter(value -> !value.isBlank())
        .map(value -> extra(value, zone, start));
  }

  private static Extra extra(String value, Zone zone, Stamp start) {
    int slash = value.indexOf('/');
    if (slash < 0) {
      Stamp at = Stamp.parse(value, zone);
      return new Extra(
          at.isDate() && !start.isDate()
              ? new Stamp(
                  at.local().toLocalDate().atTime(start.local().toLocalTime()), false, start.zone())
              : at,
          Optional.empty());
    }
    Stamp from = Stamp.parse(value.substring(0, slash), zone);
    String rest = value.substring(slash + 1).strip();
    Length length =
        rest.startsWith("P") || rest.startsWith("p")
            ? Length.parse(rest)
            : Length.between(from, Stamp.parse(rest, zone));
    if (length.isNegative()) {
      throw new BadCalendar("the period '" + value.strip() + "' ends before it starts");
    }
    return new Extra(from, Optional.of(length));
  }

  private static long sequence(Component event) {
    try {
      return Long.parseLong(event.text("SEQUENCE"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** One occurrence at this start. */
  Occurrence at(Stamp when, Length lasting) {
    Instant start = when.instant();
    Instant end = lasting.end(when);
    LocalDateTime localEnd =
        when.isDate() ? when.local().plus(lasting.about()) : when.zone().local(end);
    return new Occurrence(
        said, start, end.isBefore(start) ? start : end, when.isDate(), when.local(), localEnd);
  }

  /** How far this event lies from the occurrence that it replaces, on the wall clock. */
  Duration moved(Stamp replaced) {
    Stamp mine = start.isDate() || replaced.isDate() ? start : start.in(replaced.zone());
    return Duration.between(
        start.isDate() != replaced.isDate()
            ? replaced.local().toLocalDate().atTime(start.local().toLocalTime())
            : replaced.local(),
        mine.local());
  }
}
