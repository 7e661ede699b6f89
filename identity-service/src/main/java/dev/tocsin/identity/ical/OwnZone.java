package dev.tocsin.identity.ical;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A zone from a {@code VTIMEZONE} (RFC 5545, 3.6.5), from 1970 to 2100. */
final class OwnZone {

  private static final LocalDateTime FIRST = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final LocalDateTime LAST = LocalDateTime.of(2100, 1, 1, 0, 0);
  private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{2}):?(\\d{2}):?(\\d{2})?");
  private static final int MOST_STEPS = 5_000;
  private static final Duration TIME = Duration.ofSeconds(1);

  /** From this instant on the offset is {@code to}. */
  private record Onset(Instant at, ZoneOffset from, ZoneOffset to) {}

  private OwnZone() {}

  static Zone of(String id, Component component) {
    List<Onset> onsets =
        Stream.concat(component.parts("STANDARD"), component.parts("DAYLIGHT"))
            .flatMap(part -> onsets(part).stream())
            .sorted(Comparator.comparing(Onset::at))
            .toList();
    if (onsets.isEmpty()) {
      throw new BadCalendar("the time zone '" + id + "' is described without an offset");
    }
    try {
      return new Zone(id, rules(onsets));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new BadCalendar("the time zone '%s' makes no sense: %s".formatted(id, e.getMessage()));
    }
  }

  private static ZoneRules rules(List<Onset> onsets) {
    ZoneOffset first = onsets.get(0).from();
    ZoneOffset offset = first;
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    for (Onset onset : onsets) {
      if (!onset.to().equals(offset)) {
        LocalDateTime at = LocalDateTime.ofInstant(onset.at(), offset);
        changes.add(ZoneOffsetTransition.of(at, offset, onset.to()));
        offset = onset.to();
      }
    }
    return ZoneRules.of(first, first, List.of(), changes, List.of());
  }

  private static List<Onset> onsets(Component part) {
    ContentLine start =
        part.line("DTSTART")
            .orElseThrow(() -> new BadCalendar("a time zone has an offset without DTSTART"));
    ZoneOffset from = offset(part, "TZOFFSETFROM");
    ZoneOffset to = offset(part, "TZOFFSETTO");
    Zone before = Zone.of(from);
    Stamp first = Stamp.parse(start.value(), before);
    TreeSet<LocalDateTime> times = new TreeSet<>();
    times.add(first.local());
    part.all("RDATE")
        .flatMap(line -> Stream.of(line.value().split(",")))
        .forEach(date -> times.add(Stamp.parse(date, before).local()));
    part.all("RRULE")
        .forEach(
            rule ->
                Rule.parse(rule.value(), first)
                    .walk(
                        FIRST,
                        steps(),
                        time -> {
                          times.add(time);
                          return time.isBefore(LAST);
                        }));
    return times.stream().map(time -> new Onset(time.toInstant(from), from, to)).toList();
  }

  private static Steps steps() {
    return new Steps(MOST_STEPS, System.nanoTime() + TIME.toNanos());
  }

  private static ZoneOffset offset(Component part, String name) {
    String text = part.text(name);
    Matcher form = OFFSET.matcher(text);
    if (!form.matches()) {
      throw new BadCalendar("'" + text + "' is no offset from UTC (" + name + ")");
    }
    int seconds =
        Integer.parseInt(form.group(2)) * 3600
            + Integer.parseInt(form.group(3)) * 60
            + (form.group(4) == null ? 0 : Integer.parseInt(form.group(4)));
    if (seconds > 18 * 3600) {
      throw new BadCalendar("'" + text + "' is no offset from UTC (" + name + ")");
    }
    return ZoneOffset.ofTotalSeconds("-".equals(form.group(1)) ? -seconds : seconds);
  }
}
