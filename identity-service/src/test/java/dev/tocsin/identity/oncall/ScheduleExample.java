package dev.tocsin.identity.oncall;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schedule as the examples of the documentation write it, line by line. */
final class ScheduleExample {

  private static final Pattern ANSWER = Pattern.compile("(secondary |shadow )?(\\d{4}-\\S+) (.+)");
  private static final Pattern LAYER =
      Pattern.compile("layer (\\S+): ([^;]+); ([^;]+)((?:; [^;]+)*)");
  private static final Pattern ROTATION =
      Pattern.compile(
          "every (\\d+) (hour|day|week|month)s? at (\\d\\d:\\d\\d)(?: on (\\w+))? from (\\S+)");
  private static final Pattern OVERRIDE =
      Pattern.compile(
          "override (?:(\\w+) (takes over|joins|off|for (\\w+))|nobody) (\\S+) until"
              + " ([^\\s;]+)((?:; [^;]+)*)");
  private static final Pattern WINDOW =
      Pattern.compile("(\\w{3})(?:-(\\w{3}))? (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

  private final Vectors people = new Vectors();
  private ZoneId zone = ZoneId.of("UTC");
  private final List<SchedulePlan.Version> done = new ArrayList<>();
  private Instant from = Instant.MIN;
  private List<Layer> layers = new ArrayList<>();
  private final List<OverrideRule> overrides = new ArrayList<>();
  private final Map<UUID, Instant> deactivated = new HashMap<>();

  boolean isAnswer(String line) {
    return ANSWER.matcher(line).matches();
  }

  List<String> expected(String line) {
    String who = match(ANSWER, line).group(3);
    return who.equals("nobody") ? List.of() : Arrays.stream(who.split(", ")).sorted().toList();
  }

  List<String> told(String line) {
    Matcher answer = match(ANSWER, line);
    Duty duty =
        answer.group(1) == null
            ? Duty.PRIMARY
            : Duty.valueOf(answer.group(1).strip().toUpperCase(Locale.ROOT));
    List<SchedulePlan.Version> versions = new ArrayList<>(done);
    versions.add(new SchedulePlan.Version(from, zone, layers));
    return people.names(
        OnCall.of(new SchedulePlan(versions, overrides, deactivated))
            .people(duty, instant(answer.group(2))));
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("'" + line + "' is no line of an example");
    }
    return matcher;
  }

  void read(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "zone" -> zone = ZoneId.of(words[1]);
      case "change" -> {
        done.add(new SchedulePlan.Version(from, zone, layers));
        from = instant(words[1]);
        layers = new ArrayList<>();
      }
      case "deactivated" -> deactivated.put(people.person(words[1]), instant(words[2]));
      case "layer" -> layers.add(layer(match(LAYER, line)));
      case "override" -> overrides.add(override(match(OVERRIDE, line)));
      default -> throw new AssertionError("'" + line + "' is no line of an example");
    }
  }

  private static UUID id(String layer) {
    return UUID.nameUUIDFromBytes(("layer " + layer).getBytes(StandardCharsets.UTF_8));
  }

  private Layer layer(Matcher parts) {
    Rotation rotation = rotation(match(ROTATION, parts.group(2)));
    List<Slot> slots = Arrays.stream(parts.group(3).split(", ")).map(this::slot).toList();
    Layer layer = Layer.of(id(parts.group(1)), parts.group(1), new Turns.Rotating(rotation, slots));
    for (String more : clauses(parts.group(4))) {
      String[] words = more.split(" ", 2);
      layer =
          switch (words[0]) {
            case "only" ->
                layer.restricted(
                    Arrays.stream(words[1].split(" \\+ ")).map(ScheduleExample::window).toList());
            case "duty" -> layer.as(Duty.valueOf(words[1].toUpperCase(Locale.ROOT)));
            case "precedence" -> layer.ranked(Integer.parseInt(words[1]));
            case "zone" -> layer.in(ZoneId.of(words[1]));
            case "offset" -> layer.offset(Integer.parseInt(words[1]));
            case "by" -> layer.taking(new Turns.Rotating(rotation.byShift(), slots));
            default -> throw new AssertionError("a layer has no '" + more + "'");
          };
    }
    if (!done.isEmpty()) {
      for (Layer before : done.getLast().layers()) {
        if (before.id().equals(layer.id())) {
          layer = KeptTurn.of(before, done.getLast().zone(), layer, zone, from);
        }
      }
    }
    return layer;
  }

  private static List<String> clauses(String text) {
    return text.isEmpty() ? List.of() : List.of(text.substring(2).split("; "));
  }

  private static Rotation rotation(Matcher parts) {
    int length = Integer.parseInt(parts.group(1));
    LocalTime handoff = LocalTime.parse(parts.group(3));
    LocalDate start = LocalDate.parse(parts.group(5));
    return switch (parts.group(2)) {
      case "hour" -> Rotation.every(length, Rotation.Unit.HOUR, handoff, start);
      case "day" -> Rotation.daily(length, handoff, start);
      case "week" -> Rotation.weekly(length, handoff, Vectors.day(parts.group(4)), start);
      default -> Rotation.every(length, Rotation.Unit.MONTH, handoff, start);
    };
  }

  private Slot slot(String text) {
    if (text.equals("-")) {
      return Slot.of();
    }
    String[] times = text.split(" x");
    return new Slot(
        Arrays.stream(times[0].split(" \\+ ")).map(people::person).toList(),
        times.length > 1 ? Integer.parseInt(times[1]) : 1);
  }

  private static Window window(String text) {
    Matcher parts = match(WINDOW, text);
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    DayOfWeek last = Vectors.day(parts.group(parts.group(2) == null ? 1 : 2));
    for (DayOfWeek day = Vectors.day(parts.group(1)); days.add(day) && day != last; ) {
      day = day.plus(1);
    }
    return new Window(days, LocalTime.parse(parts.group(3)), LocalTime.parse(parts.group(4)));
  }

  private OverrideRule override(Matcher parts) {
    String does = parts.group(2) == null ? "nobody" : parts.group(2);
    Optional<UUID> person = Optional.ofNullable(parts.group(1)).map(people::person);
    Optional<UUID> layer = Optional.empty();
    Optional<Duty> duty = Optional.empty();
    for (String more : clauses(parts.group(6))) {
      String[] words = more.split(" ");
      if (words[0].equals("layer")) {
        layer = Optional.of(id(words[1]));
      } else {
        duty = Optional.of(Duty.valueOf(words[1].toUpperCase(Locale.ROOT)));
      }
    }
    return new OverrideRule(
        new UUID(9, overrides.size()),
        switch (does) {
          case "takes over" -> OverrideRule.Kind.TAKE_OVER;
          case "joins" -> OverrideRule.Kind.ADD;
          case "off" -> OverrideRule.Kind.REMOVE;
          case "nobody" -> OverrideRule.Kind.CLEAR;
          default -> OverrideRule.Kind.REPLACE;
        },
        does.equals("off") ? Optional.empty() : person,
        does.equals("off") ? person : Optional.ofNullable(parts.group(3)).map(people::person),
        layer,
        duty,
        instant(parts.group(4)),
        instant(parts.group(5)),
        Instant.EPOCH.plusSeconds(overrides.size()));
  }
}
