package dev.tocsin.alerting.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Person.Contact;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiversionTest {

  private static final UUID ADA = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID CAT = UUID.randomUUID();
  private static final UUID TEAM = UUID.randomUUID();
  private static final Target PRIMARY = new Target.OnCall(UUID.randomUUID(), Target.Turn.NOW);
  private static final Target SECONDARY =
      new Target.OnCall(((Target.OnCall) PRIMARY).schedule(), Target.Turn.SECONDARY);
  private static final Target CREW = new Target.Team(TEAM);
  private static final Instant WOKEN = Instant.parse("2030-05-05T02:10:00Z");

  private final Map<Target, Optional<List<UUID>>> members = new HashMap<>();
  private final Map<Target, List<UUID>> shadows = new HashMap<>();
  private final Map<Target, List<UUID>> secondaries = new HashMap<>();
  private final Map<UUID, Person> people = new HashMap<>();
  private final Map<UUID, Instant> lastPages = new HashMap<>();
  private final List<Step> later = new ArrayList<>();
  private boolean critical = true;

  @BeforeEach
  void adaIsPrimaryAndBobSecondary() {
    person(ADA, "U1");
    person(BOB, "U2");
    person(CAT, "U3");
    members.put(PRIMARY, Optional.of(List.of(ADA)));
    members.put(CREW, Optional.of(List.of(ADA)));
    secondaries.put(PRIMARY, List.of(BOB));
    lastPages.put(ADA, WOKEN);
    later.add(step(PRIMARY));
  }

  @Test
  void pagesTheSecondaryInPlaceOfWhoWasPagedAtNight() {
    Diversion.Outcome outcome = at("05:00", PRIMARY);

    assertEquals(List.of(BOB), paged(outcome));
    Diversion.Spared spared = outcome.spared().getFirst();
    assertEquals(Optional.of(ADA), spared.page().user());
    assertEquals(Set.of(BOB), spared.standIns());
    assertEquals("diverted", spared.why().code());
    assertTrue(spared.why().summary().contains("rest of 11 h"), spared.why().summary());
    assertTrue(spared.why().summary().contains("02:10:00"), spared.why().summary());
    assertEquals(ADA.toString(), spared.why().facts().get("user_id"));
    assertTrue(((Page) outcome.decisions().getFirst()).counts());
  }

  @Test
  void restBeginsAnHourAfterThePageAndEndsWhenItIsLongEnough() {
    assertEquals(List.of(ADA), paged(at("03:09", PRIMARY)));
    assertEquals(List.of(BOB), paged(at("03:10", PRIMARY)));
    assertEquals(List.of(BOB), paged(at("13:09", PRIMARY)));
    assertEquals(List.of(ADA), paged(at("13:10", PRIMARY)));
  }

  @Test
  void pagesThePrimaryAllTheSameWhenNobodyCanStandIn() {
    lastPages.put(BOB, WOKEN);
    assertKept("not_diverted.nobody_stands_in");

    lastPages.remove(BOB);
    people.remove(BOB);
    assertKept("not_diverted.nobody_stands_in");

    people.put(BOB, new Person(BOB, "bob", false, List.of(slack("U2")), Preferences.NONE));
    assertKept("not_diverted.nobody_stands_in");

    people.put(BOB, new Person(BOB, "bob", true, List.of(), Preferences.NONE));
    assertKept("not_diverted.nobody_stands_in");

    secondaries.put(PRIMARY, List.of());
    assertKept("not_diverted.nobody_stands_in");

    secondaries.put(PRIMARY, List.of(BOB, CAT));
    assertEquals(List.of(CAT), paged(at("05:00", PRIMARY)), "the next who can");
  }

  @Test
  void divertsNobodyToWhomThePolicyWouldNotComeBack() {
    String code = "not_diverted.not_paged_later";
    later.clear();
    assertKept(code);

    later.add(step(SECONDARY, new Target.Person(BOB), CREW));
    assertKept(code);

    later.add(step(new Target.Person(ADA)));
    assertEquals(List.of(BOB), paged(at("05:00", PRIMARY)), "named herself");

    later.set(1, step(new Target.Person(CAT), PRIMARY));
    assertEquals(List.of(BOB), paged(at("05:00", PRIMARY)));

    later.set(1, new Step(Duration.ZERO, List.of(PRIMARY), List.of("email"), Optional.empty()));
    assertKept(code);
  }

  @Test
  void divertsNobodyWhomTheStepNamesOtherwiseToo() {
    assertEquals(List.of(ADA), paged(at("05:00", PRIMARY, new Target.Person(ADA))));
    assertEquals(List.of(ADA), paged(at("05:00", PRIMARY, CREW)));
    assertEquals(List.of(ADA), paged(at("05:00", CREW)));
    assertEquals(List.of(BOB), paged(at("05:00", PRIMARY, new Target.Person(BOB))), "once");
  }

  @Test
  void divertsOnlyThoseOfSeveralWhoHaveToRest() {
    members.put(PRIMARY, Optional.of(List.of(ADA, CAT)));
    assertEquals(List.of(CAT, BOB), paged(at("05:00", PRIMARY)));
  }

  @Test
  void whoStandsInCountsThoughThePersonShadowsToo() {
    shadows.put(PRIMARY, List.of(BOB));
    Diversion.Outcome outcome = at("05:00", PRIMARY);
    assertEquals(List.of(BOB), paged(outcome));
    assertTrue(((Page) outcome.decisions().getFirst()).counts());
  }

  @Test
  void asksForNobodysPagesUnlessTheTenantWantsItForTheSeverity() {
    critical = false;
    Step step = step(PRIMARY);
    assertEquals(Set.of(), Diversion.asks(step, answers(), "critical"));
    assertEquals(Set.of(), Diversion.asks(step, answers(), ""));
    assertEquals(Set.of(ADA, BOB), Diversion.asks(step, answers(), "warning"));
    critical = true;
    assertEquals(Set.of(ADA, BOB), Diversion.asks(step, answers(), "critical"));
    assertEquals(Set.of(), Diversion.asks(step(CREW), answers(), "critical"));
    assertEquals(Set.of(), Diversion.asks(step, Answers.NONE, "warning"));
  }

  @Test
  void nightsAreToldInThePersonsZone() {
    Instant at = Instant.parse("2030-05-05T20:30:00Z");
    assertTrue(rule().isNight(at, "Europe/Vienna"));
    assertFalse(rule().isNight(at, "UTC"));
    RestRule early =
        new RestRule(Duration.ofHours(11), LocalTime.of(1, 0), LocalTime.of(5, 0), true);
    assertTrue(early.isNight(Instant.parse("2030-05-05T01:00:00Z"), "UTC"));
    assertFalse(early.isNight(Instant.parse("2030-05-05T05:00:00Z"), "UTC"));
    assertFalse(early.isNight(at, "UTC"));
  }

  @Test
  void aZoneThatIsNotKnownHasNoNight() {
    Instant night = Instant.parse("2030-05-05T02:00:00Z");
    assertTrue(rule().isNight(night, "UTC"));
    assertFalse(rule().isNight(night, "Mars/Olympus_Mons"));
    assertFalse(rule().isNight(night, "no zone"));
    assertFalse(rule().isNight(night, ""));
  }

  private void assertKept(String code) {
    Diversion.Outcome outcome = at("05:00", PRIMARY);
    assertEquals(List.of(ADA), paged(outcome));
    assertEquals(List.of(), outcome.spared());
    assertEquals(code, outcome.remarks().getFirst().code());
  }

  private Diversion.Outcome at(String time, Target... targets) {
    Step step = step(targets);
    return Diversion.of(
        Paging.decide(step, answers(), "critical"),
        step,
        later,
        answers(),
        lastPages,
        "critical",
        Instant.parse("2030-05-05T" + time + ":00Z"));
  }

  private static List<UUID> paged(Diversion.Outcome outcome) {
    return outcome.decisions().stream()
        .map(decision -> ((Page) decision).user().orElseThrow())
        .toList();
  }

  private Answers answers() {
    return new Answers(members, shadows, secondaries, Map.of(), people, Optional.of(rule()));
  }

  private RestRule rule() {
    return new RestRule(Duration.ofHours(11), LocalTime.of(22, 0), LocalTime.of(6, 0), critical);
  }

  private static Step step(Target... targets) {
    return new Step(Duration.ZERO, List.of(targets), List.of(), Optional.empty());
  }

  private void person(UUID id, String address) {
    people.put(id, new Person(id, "somebody", true, List.of(slack(address)), Preferences.NONE));
  }

  private static Contact slack(String id) {
    return new Contact(Medium.SLACK, id, true, true);
  }
}
