package dev.tocsin.identity.ical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Calendars and vectors that others wrote, read in place from beside the repository: every file of
 * these kinds that lies there, also one that this test has not seen.
 */
class IcalCorpusTest {

  private static final Path CORPUS = Path.of("../../shared/corpus/03-oncall-schedules");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant LONG_AGO = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant FAR_ON = Instant.parse("2030-01-01T00:00:00Z");

  private static final IcalBounds FORTY_YEARS =
      new IcalBounds(1 << 20, 5_000, 200_000, 5_000_000, Duration.ofMinutes(2));

  /** Files of which something is left out, and why that is right. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "bad-rrule-missing-until-event.ics",
          // Read without its UNTL the rule would never end: a person on call for ever by a slip.
          "has a part 'UNTL' that is none");

  @TestFactory
  Stream<DynamicTest> everyCalendarIsReadAndNothingIsLostUnnamed() {
    return files(".ics").map(file -> dynamicTest(name(file), () -> isRead(file)));
  }

  private static void isRead(Path file) throws IOException {
    IcalCalendar.Expansion expansion = calendar(file).over(LONG_AGO, FAR_ON);
    Optional<String> leftOut = Optional.ofNullable(LEFT_OUT.get(file.getFileName().toString()));
    if (leftOut.isPresent()) {
      assertTrue(expansion.problems().get(0).text().contains(leftOut.get()));
    } else if (isKnown(file)) {
      assertEquals(List.of(), expansion.problems());
    }
    assertFalse(
        expansion.occurrences().isEmpty() && expansion.problems().isEmpty(),
        "no occurrence, and no word why");
  }

  /** Whether this test was written with the file at hand: then nothing of it may be left out. */
  private static boolean isKnown(Path file) {
    return Stream.of("ical4j-", "issue-", "inline-", "rendered-", "recurr", "rdate", "daylight")
        .anyMatch(start -> file.getFileName().toString().startsWith(start));
  }

  @TestFactory
  Stream<DynamicTest> occurrencesAreThoseOfTheVectors() {
    return vectors("ical.occurrences")
        .flatMap(
            vector ->
                StreamSupport.stream(vector.json().get("cases").spliterator(), false)
                    .map(
                        each ->
                            dynamicTest(
                                name(vector.file()) + " at " + each.get("at"),
                                () -> agrees(vector, each))));
  }

  private static void agrees(Vector vector, JsonNode each) throws IOException {
    Path file = vector.file().resolveSibling(vector.json().at("/config/file").asText());
    List<Occurrence> all = calendar(file).over(LONG_AGO, FAR_ON).occurrences();
    List<Occurrence> found =
        all.stream().filter(at(each.get("at"), zone(Files.readString(file)))).toList();
    each.get("expected")
        .properties()
        .forEach(
            expected -> {
              JsonNode value = expected.getValue();
              switch (expected.getKey()) {
                case "count" -> assertEquals(value.asInt(), found.size(), () -> "" + found);
                case "summary" ->
                    assertTrue(
                        found.stream().allMatch(o -> o.event().summary().equals(value.asText())),
                        () -> "" + found);
                case "first_event_start" ->
                    assertEquals(instant(value), found.get(0).start(), () -> "" + found);
                case "first_event_end" ->
                    assertEquals(instant(value), found.get(0).end(), () -> "" + found);
                default ->
                    throw new AssertionError("this test cannot read '" + expected.getKey() + "'");
              }
            });
  }

  private static Instant instant(JsonNode value) {
    return OffsetDateTime.parse(value.asText()).toInstant();
  }

  /**
   * Days and months are meant by the clock of each event, in the calendar's zone for those in UTC.
   */
  private static java.util.function.Predicate<Occurrence> at(
      JsonNode at, Optional<ZoneId> calendar) {
    if (at.asText().equals("all")) {
      return any -> true;
    }
    if (at.has("from")) {
      return each -> each.touches(instant(at.get("from")), instant(at.get("to")));
    }
    LocalDateTime from;
    LocalDateTime until;
    if (at.has("date")) {
      LocalDate date = LocalDate.parse(at.get("date").asText());
      from = date.atStartOfDay();
      until = date.plusDays(1).atStartOfDay();
    } else if (at.has("month")) {
      YearMonth month = YearMonth.parse(at.get("month").asText());
      from = month.atDay(1).atStartOfDay();
      until = month.plusMonths(1).atDay(1).atStartOfDay();
    } else {
      throw new AssertionError("this test cannot read the time " + at);
    }
    return each -> {
      boolean utc = each.localStart().toInstant(ZoneOffset.UTC).equals(each.start());
      LocalDateTime start =
          calendar
              .filter(z -> utc && !each.allDay())
              .map(z -> LocalDateTime.ofInstant(each.start(), z))
              .orElse(each.localStart());
      LocalDateTime end = start.plus(Duration.between(each.localStart(), each.localEnd()));
      return start.isBefore(until)
          && (end.isAfter(from) || start.equals(end) && !start.isBefore(from));
    };
  }

  private static Optional<ZoneId> zone(String text) {
    return text.lines()
        .filter(line -> line.startsWith("X-WR-TIMEZONE"))
        .map(line -> ZoneId.of(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst();
  }

  /**
   * The vector is another product's text, byte for byte; ours has another PRODID, UIDs, titles and
   * properties. What a reader's calendar shows is the same: that is compared.
   */
  @TestFactory
  Stream<DynamicTest> shiftsAreWrittenAsTheVectorsHaveThem() {
    return vectors("ical.render").map(v -> dynamicTest(name(v.file()), () -> writesTheSame(v)));
  }

  private static void writesTheSame(Vector vector) throws IOException {
    JsonNode config = vector.json().get("config");
    List<Duration> reminders = new ArrayList<>();
    config.path("reminder_minutes").forEach(m -> reminders.add(Duration.ofMinutes(m.asInt())));
    List<IcalShift> shifts = new ArrayList<>();
    for (JsonNode shift : vector.json().get("shifts")) {
      shifts.add(
          new IcalShift(
              shift.get("user").asText() + shift.get("start").asText(),
              "On call (" + config.get("schedule_name").asText() + ")",
              "",
              instant(shift.get("start")),
              instant(shift.get("end")),
              shift.path("truncated").asBoolean()));
    }
    String ours =
        new IcalWriter(
                config.get("schedule_name").asText(),
                ZoneOffset.UTC,
                instant(config.get("generated_at")),
                reminders)
            .write(shifts);
    String theirs =
        Files.readString(vector.file().resolveSibling(vector.json().get("expected_file").asText()));
    for (String property :
        List.of("BEGIN", "END", "DTSTART", "DTEND", "DTSTAMP", "TRIGGER", "METHOD")) {
      assertEquals(lines(theirs, property), lines(ours, property));
    }
    assertEquals(
        theirs.lines().filter(line -> line.startsWith("DESCRIPTION:The end time")).count(),
        ours.lines().filter(line -> line.equals("DESCRIPTION:" + IcalWriter.GOES_ON)).count());
    assertEquals(
        IcalCalendar.read(theirs, ZoneOffset.UTC, IcalBounds.USUAL)
            .over(LONG_AGO, FAR_ON)
            .occurrences()
            .stream()
            .map(o -> o.start() + "/" + o.end())
            .toList(),
        IcalCalendar.read(ours, ZoneOffset.UTC, IcalBounds.USUAL)
            .over(LONG_AGO, FAR_ON)
            .occurrences()
            .stream()
            .map(o -> o.start() + "/" + o.end())
            .toList());
  }

  private static List<String> lines(String text, String property) {
    return text.lines().filter(line -> line.startsWith(property + ":")).toList();
  }

  private record Vector(Path file, JsonNode json) {}

  private static Stream<Vector> vectors(String kind) {
    return files(".json")
        .map(
            file -> {
              try {
                return new Vector(file, JSON.readTree(file.toFile()));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })
        .filter(vector -> vector.json().path("kind").asText().equals(kind));
  }

  private static IcalCalendar calendar(Path file) throws IOException {
    return IcalCalendar.read(IcalText.of(Files.readAllBytes(file)), ZoneOffset.UTC, FORTY_YEARS);
  }

  private static Stream<Path> files(String ending) {
    assumeTrue(Files.isDirectory(CORPUS), CORPUS + " is absent");
    try (Stream<Path> all = Files.walk(CORPUS)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return CORPUS.relativize(file).toString();
  }
}
