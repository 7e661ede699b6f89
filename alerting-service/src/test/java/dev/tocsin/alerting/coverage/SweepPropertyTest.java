package dev.tocsin.alerting.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.coverage.Sweep.Part;
import dev.tocsin.alerting.paging.Destination;
import dev.tocsin.alerting.paging.Medium;
import dev.tocsin.alerting.paging.Outlook;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.alerting.paging.Person.Contact;
import dev.tocsin.alerting.paging.Preferences;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What going from change to change says is what going from minute to minute says. The slow one
 * shares no code with it: it has the rules of docs/escalation.md once more, in the plainest words.
 */
class SweepPropertyTest {

  private static final long SEED = Long.getLong("tocsin.seed", 20_261_121L);
  private static final Instant FROM = Instant.parse("2030-01-01T00:00:00Z");
  private static final int MINUTES = 400;
  private static final Duration WITHIN = Duration.ofMinutes(90);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  /** How a person or channel can be had. */
  private enum Way {
    VERIFIED,
    UNVERIFIED,
    REFUSED,
    OFF,
    DEACTIVATED
  }

  private record World(
      Policy policy,
      Outlook outlook,
      Map<UUID, Way> people,
      Map<UUID, Set<Severity>> byMailOnly,
      Map<Destination, String> refused) {}

  private record Slow(Outcome.Kind kind, int order, long after) {}

  @Test
  void everyMinuteHasTheOutcomeThatTheSlowWayFinds() {
    EnumSet<Outcome.Kind> met = EnumSet.noneOf(Outcome.Kind.class);
    for (int i = 0; i < 400; i++) {
      var random = new Random(SEED + i);
      World world = world(random);
      Severity severity = Severity.values()[random.nextInt(5)];
      List<Part> parts = parts(world, severity);
      assertEquals(FROM, parts.getFirst().start());
      assertEquals(FROM.plus(Duration.ofMinutes(MINUTES)), parts.getLast().end());
      int place = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        Instant at = FROM.plus(Duration.ofMinutes(minute));
        while (!parts.get(place).end().isAfter(at)) {
          assertEquals(parts.get(place).end(), parts.get(place + 1).start());
          assertFalse(parts.get(place).outcome().equals(parts.get(place + 1).outcome()));
          place++;
        }
        Outcome outcome = parts.get(place).outcome();
        met.add(outcome.kind());
        String what =
            "case %d of seed %d, minute %d, %s".formatted(i, SEED, minute, world.policy());
        assertEquals(
            slow(world, severity, minute),
            new Slow(outcome.kind(), outcome.order(), outcome.after().toMinutes()),
            what);
        assertEquals(
            outcome.kind() == Outcome.Kind.REACHED,
            outcome.reasons().isEmpty(),
            () -> what + ": " + outcome);
      }
    }
    assertEquals(EnumSet.allOf(Outcome.Kind.class), met, "the cases meet every outcome");
  }

  private static boolean onlyChannels(World world) {
    return world.policy().steps().stream()
        .flatMap(step -> step.targets().stream())
        .allMatch(Target.Channel.class::isInstance);
  }

  private static List<Part> parts(World world, Severity severity) {
    var reasons = new CoverageReasons(world.outlook().people());
    List<StepLine> lines = new ArrayList<>();
    for (int i = 0; i < world.policy().steps().size(); i++) {
      lines.add(
          new StepLine(
              world.policy().steps().get(i), i, world.outlook(), world.refused(), reasons));
    }
    boolean fallback =
        world.policy().fallback().filter(channel -> !isRefused(world, channel)).isPresent();
    var passage = new Passage(world.policy(), lines, fallback, WITHIN, PAUSE);
    return new Sweep(100_000)
        .over(FROM, FROM.plus(Duration.ofMinutes(MINUTES)), severity, passage::from);
  }

  /** Minute by minute, by the words of docs/escalation.md. */
  private static Slow slow(World world, Severity severity, int first) {
    List<Step> steps = world.policy().steps();
    int pause = 0;
    for (Step step : steps) {
      pause = Math.max(pause, (int) step.delay().toMinutes());
    }
    pause = pause == 0 ? (int) PAUSE.toMinutes() : pause;
    boolean missed = false;
    boolean unverified = false;
    boolean channel = false;
    int now = first;
    boolean paged = false;
    for (int round = 0; round <= world.policy().repeat(); round++) {
      boolean inRound = false;
      for (int order = 0; order < steps.size(); order++) {
        Step step = steps.get(order);
        if (order > 0 && paged) {
          now += (int) step.delay().toMinutes();
        }
        if (now - first > WITHIN.toMinutes()) {
          return nobody(world, channel, unverified, false);
        }
        paged = false;
        for (Target target : step.targets()) {
          if (target instanceof Target.Channel each) {
            channel |= !isRefused(world, each);
            paged |= !isRefused(world, each);
            continue;
          }
          missed = true;
          for (UUID user : members(world, target, now)) {
            Way way = way(world, user, severity);
            if (way == Way.VERIFIED) {
              boolean late = missedBefore(world, order, round);
              return late
                  ? new Slow(Outcome.Kind.LATE, order, now - first)
                  : new Slow(Outcome.Kind.REACHED, 0, 0);
            }
            unverified |= way == Way.UNVERIFIED;
            paged |= way == Way.UNVERIFIED;
          }
        }
        inRound |= paged;
      }
      if (!inRound && world.policy().fallback().isPresent()) {
        return nobody(world, channel, unverified, true);
      }
      // People who were paged get the pause to answer; a round that reached nobody is not repeated
      // at once either.
      now += paged || !inRound ? pause : 0;
      paged = false;
    }
    boolean inTime = now - first <= WITHIN.toMinutes();
    return nobody(world, channel, unverified, inTime && world.policy().fallback().isPresent());
  }

  /** Everything before it has failed, or else it would not have come so far. */
  private static boolean missedBefore(World world, int order, int round) {
    List<Step> before =
        round > 0 ? world.policy().steps() : world.policy().steps().subList(0, order);
    return before.stream()
        .flatMap(step -> step.targets().stream())
        .anyMatch(target -> !(target instanceof Target.Channel));
  }

  private static Slow nobody(World world, boolean channel, boolean unverified, boolean fallback) {
    boolean caught = fallback && !isRefused(world, world.policy().fallback().orElseThrow());
    Outcome.Kind kind =
        channel
            ? onlyChannels(world) ? Outcome.Kind.REACHED : Outcome.Kind.CHANNEL_ONLY
            : caught
                ? Outcome.Kind.FALLBACK_ONLY
                : unverified ? Outcome.Kind.UNVERIFIED : Outcome.Kind.NOBODY;
    return new Slow(kind, 0, 0);
  }

  private static List<UUID> members(World world, Target target, int minute) {
    if (target instanceof Target.Person person) {
      return List.of(person.user());
    }
    List<UUID> members = List.of();
    for (Outlook.Stretch stretch : world.outlook().lines().get(target).stretches()) {
      if (!stretch.start().isAfter(FROM.plus(Duration.ofMinutes(minute)))) {
        members = stretch.members();
      }
    }
    return members;
  }

  /** Who has mail alone verified is had for the severities that go to mail. */
  private static Way way(World world, UUID user, Severity severity) {
    Set<Severity> mail = world.byMailOnly().get(user);
    if (mail != null) {
      return mail.contains(severity) ? Way.VERIFIED : Way.UNVERIFIED;
    }
    return world.people().get(user);
  }

  private static boolean isRefused(World world, Target.Channel channel) {
    return world.people().get(channel.channel()) == Way.REFUSED;
  }

  private static World world(Random random) {
    Map<UUID, Way> ways = new HashMap<>();
    Map<UUID, Set<Severity>> byMailOnly = new HashMap<>();
    Map<UUID, Person> people = new HashMap<>();
    Map<Destination, String> refused = new HashMap<>();
    List<UUID> users = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      UUID id = new UUID(1, i);
      users.add(id);
      Way way = Way.values()[random.nextInt(5)];
      ways.put(id, way);
      boolean choosy = random.nextInt(6) == 0;
      if (choosy) {
        byMailOnly.put(id, EnumSet.of(Severity.CRITICAL, Severity.MINOR));
      }
      people.put(id, choosy ? choosy(id) : person(id, way, refused));
    }
    List<Target.Channel> channels = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      var channel = new Target.Channel(new UUID(2, i), "#ops");
      channels.add(channel);
      boolean out = random.nextBoolean();
      ways.put(channel.channel(), out ? Way.REFUSED : Way.VERIFIED);
      if (out) {
        refused.put(
            new Destination(Optional.empty(), Optional.of(channel.channel()), "#ops", ""), "off");
      }
    }
    Map<Target, Outlook.Line> lines = new HashMap<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Target schedule = new Target.OnCall(new UUID(3, i), Target.Turn.values()[random.nextInt(3)]);
      lines.put(schedule, new Outlook.Line(stretches(random, users), List.of()));
      targets.add(schedule);
    }
    targets.add(new Target.Person(users.get(random.nextInt(users.size()))));
    List<Step> steps = new ArrayList<>();
    int many = 1 + random.nextInt(4);
    boolean quick = random.nextInt(5) == 0;
    for (int i = 0; i < many; i++) {
      List<Target> named = new ArrayList<>();
      for (int j = 0; j <= random.nextInt(2); j++) {
        named.add(
            random.nextInt(5) == 0
                ? channels.getFirst()
                : targets.get(random.nextInt(targets.size())));
      }
      Duration delay = Duration.ofMinutes(quick ? 0 : random.nextInt(40));
      steps.add(new Step(delay, named, List.of(), Optional.empty()));
    }
    Optional<Target.Channel> fallback =
        random.nextInt(3) == 0 ? Optional.of(channels.getLast()) : Optional.empty();
    var policy = new Policy(new UUID(4, 4), "P", steps, random.nextInt(3), fallback);
    return new World(policy, new Outlook(lines, Map.of(), people), ways, byMailOnly, refused);
  }

  private static Person choosy(UUID id) {
    List<Contact> contacts =
        List.of(
            new Contact(Medium.SLACK, "U" + id, true, false),
            new Contact(Medium.EMAIL, id + "@example.com", true, true));
    Map<String, List<Medium>> wishes = new HashMap<>();
    for (Severity severity : Severity.values()) {
      boolean mail = severity == Severity.CRITICAL || severity == Severity.MINOR;
      wishes.put(severity.word(), List.of(mail ? Medium.EMAIL : Medium.SLACK));
    }
    return new Person(id, "P" + id, true, contacts, new Preferences("", "UTC", wishes));
  }

  private static Person person(UUID id, Way way, Map<Destination, String> refused) {
    String address = id + "@example.com";
    if (way == Way.REFUSED) {
      refused.put(
          new Destination(Optional.of(Medium.EMAIL), Optional.empty(), address, ""), "opted out");
    }
    Contact contact = new Contact(Medium.EMAIL, address, way != Way.OFF, way != Way.UNVERIFIED);
    return new Person(id, "P" + id, way != Way.DEACTIVATED, List.of(contact), Preferences.NONE);
  }

  private static List<Outlook.Stretch> stretches(Random random, List<UUID> users) {
    List<Outlook.Stretch> stretches = new ArrayList<>();
    int minute = 0;
    while (minute < MINUTES + WITHIN.toMinutes() + 1) {
      List<UUID> members =
          random.nextInt(3) == 0 ? List.of() : List.of(users.get(random.nextInt(users.size())));
      stretches.add(
          new Outlook.Stretch(
              FROM.plus(Duration.ofMinutes(minute)), members, List.of(), List.of()));
      minute += 1 + random.nextInt(120);
    }
    return stretches;
  }

  @Test
  void goingThroughTooMuchIsRefused() {
    assertThrows(
        Sweep.TooMany.class,
        () ->
            new Sweep(3)
                .over(
                    FROM,
                    FROM.plusSeconds(100),
                    Severity.INFO,
                    (at, severity) -> new Passage.Seen(Outcome.REACHED, at.plusSeconds(1))));
  }
}
