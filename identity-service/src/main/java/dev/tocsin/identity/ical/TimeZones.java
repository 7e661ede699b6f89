package dev.tocsin.identity.ical;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The zones of one calendar by {@code TZID}. A name that the JDK knows means the JDK's zone, whose
 * rules are newer than what the calendar brings; prefixes as {@code /citadel.org/20210210_1/} are
 * passed over. Any other name means the calendar's own {@code VTIMEZONE}.
 */
final class TimeZones {

  private static final Map<String, String> IANA =
      ZoneId.getAvailableZoneIds().stream()
          .collect(
              Collectors.toMap(
                  id -> id.toLowerCase(Locale.ROOT), Function.identity(), (one, same) -> one));

  private final Map<String, Component> own = new HashMap<>();
  private final Map<String, Zone> known = new HashMap<>();
  private final Zone usual;

  /**
   * @param fallback for times without a zone, where the calendar names none for them ({@code
   *     X-WR-TIMEZONE})
   */
  TimeZones(Component calendar, ZoneId fallback) {
    calendar
        .parts("VTIMEZONE")
        .forEach(zone -> own.putIfAbsent(zone.text("TZID").replace("\"", ""), zone));
    this.usual =
        calendar
            .line("X-WR-TIMEZONE")
            .map(ContentLine::text)
            .flatMap(this::find)
            .orElseGet(() -> Zone.of(fallback));
  }

  /** For whole days, and for times without a zone. */
  Zone usual() {
    return usual;
  }

  /** The zone of a line. Fails where nobody can say what it is: a guess would page at night. */
  Zone of(ContentLine line) {
    @Nullable String id = line.params().get("TZID");
    if (id == null || id.isBlank()) {
      return usual;
    }
    return find(id)
        .orElseThrow(
            () -> new BadCalendar("the time zone '" + id + "' is unknown, and not described"));
  }

  private Optional<Zone> find(String id) {
    @Nullable Zone found = known.get(id);
    if (found != null) {
      return Optional.of(found);
    }
    Optional<Zone> made = iana(id).or(() -> described(id));
    made.ifPresent(zone -> known.put(id, zone));
    return made;
  }

  private Optional<Zone> described(String id) {
    @Nullable Component component = own.get(id);
    if (component == null) {
      return Optional.empty();
    }
    return iana(component.text("X-LIC-LOCATION")).or(() -> Optional.of(OwnZone.of(id, component)));
  }

  private static Optional<Zone> iana(String id) {
    String name = id.strip().toLowerCase(Locale.ROOT);
    for (int slash = -1; ; ) {
      @Nullable String exact = IANA.get(name.substring(slash + 1));
      if (exact != null) {
        return Optional.of(Zone.of(ZoneId.of(exact)));
      }
      slash = name.indexOf('/', slash + 1);
      if (slash < 0) {
        return offset(id.strip());
      }
    }
  }

  /** {@code Z}, {@code +02:00}, {@code GMT+2}. */
  private static Optional<Zone> offset(String id) {
    try {
      return id.isEmpty() ? Optional.empty() : Optional.of(Zone.of(ZoneId.of(id)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
