package dev.tocsin.identity.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long the calculator takes with many schedules of many overrides. No part of the build; {@code
 * docs/performance.md} tells how to run it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
public class OnCallBenchmark {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(365);
  private static final List<ZoneId> ZONES =
      Stream.of("America/Chicago", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe")
          .map(ZoneId::of)
          .toList();

  /** How many schedules there are at once. */
  @Param("10000")
  int schedules;

  /** Overrides of each, over a year. */
  @Param("1000")
  int overrides;

  private List<OnCall> prepared = List.of();
  private final Random random = new Random(7);

  /** Makes the schedules. */
  @Setup
  public void prepare() {
    Random made = new Random(20_260_301);
    prepared = IntStream.range(0, schedules).mapToObj(i -> OnCall.of(plan(made, i))).toList();
    // Each has answered before, as it has in a service that runs.
    prepared.forEach(onCall -> onCall.people(Duty.PRIMARY, NOW));
  }

  /** A weekly rota over a backstop, nights of their own, a secondary by offset. */
  private SchedulePlan plan(Random made, int number) {
    List<UUID> people = IntStream.range(0, 8).mapToObj(i -> new UUID(number, i)).toList();
    LocalDate start = LocalDate.of(2020, 1, 1).plusDays(number % 700);
    LocalTime nine = LocalTime.of(9, 0);
    List<Layer> layers =
        List.of(
            Layer.of(
                new UUID(7, 1),
                "backstop",
                Turns.Rotating.of(
                    Rotation.weekly(1, nine, DayOfWeek.MONDAY, start), people.subList(0, 2))),
            Layer.of(
                    new UUID(7, 2),
                    "days",
                    Turns.Rotating.of(
                        Rotation.daily(1, nine, start).byShift(), people.subList(2, 6)))
                .restricted(
                    List.of(
                        new Window(
                            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                            nine,
                            LocalTime.of(17, 0))))
                .offset(1),
            Layer.of(
                    new UUID(7, 3),
                    "nights",
                    Turns.Rotating.of(
                        Rotation.every(12, Rotation.Unit.HOUR, nine, start), people.subList(4, 8)))
                .restricted(
                    List.of(
                        new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.of(21, 0), nine))));
    List<OverrideRule> rules = new ArrayList<>();
    for (int i = 0; i < overrides; i++) {
      Instant from = NOW.plusSeconds(made.nextLong(SPAN.toSeconds()));
      boolean replaces = i % 4 == 0;
      rules.add(
          new OverrideRule(
              new UUID(number, 1_000L + i),
              replaces ? OverrideRule.Kind.REPLACE : OverrideRule.Kind.TAKE_OVER,
              Optional.of(people.get(made.nextInt(8))),
              replaces ? Optional.of(people.get(made.nextInt(8))) : Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              from,
              from.plusSeconds(3_600L * (1 + made.nextInt(12))),
              NOW.plusSeconds(i)));
    }
    return SchedulePlan.of(ZONES.get(number % ZONES.size()), layers, rules, Map.of());
  }

  private OnCall any() {
    return prepared.get(random.nextInt(prepared.size()));
  }

  private Instant sometime() {
    return NOW.plusSeconds(random.nextLong(SPAN.toSeconds()));
  }

  /** Who is on call at an instant, as a page asks. */
  @Benchmark
  public List<UUID> peopleAtAnInstant() {
    return any().people(Duty.PRIMARY, sometime());
  }

  /** The whole shifts in force at an instant. */
  @Benchmark
  public List<Shift> shiftsAtAnInstant() {
    return any().at(Duty.PRIMARY, sometime());
  }

  /** The same when the plan was just read: it is prepared first. */
  @Benchmark
  public List<UUID> preparedAndPeopleAtAnInstant() {
    return OnCall.of(any().plan()).people(Duty.PRIMARY, sometime());
  }

  /** The shifts of 90 days. */
  @Benchmark
  public List<Shift> ninetyDaysOfShifts() {
    Instant from = sometime();
    return any().over(Duty.PRIMARY, new Range(from, from.plus(Duration.ofDays(90))));
  }

  /** The final schedule of 90 days: all duties, gaps, each layer, findings. */
  @Benchmark
  public FinalShifts ninetyDaysOfTheFinalSchedule() {
    Instant from = sometime();
    return FinalShifts.of(any(), new Range(from, from.plus(Duration.ofDays(90))));
  }

  /** Runs it; takes the options of JMH. */
  public static void main(String[] options) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(options))
                .include(OnCallBenchmark.class.getSimpleName())
                .build())
        .run();
  }
}
