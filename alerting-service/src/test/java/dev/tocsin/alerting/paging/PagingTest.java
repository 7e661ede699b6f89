package dev.tocsin.alerting.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.paging.PageDecision.Hold;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Person.Contact;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PagingTest {

  private static final UUID ADA = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID SCHEDULE = UUID.randomUUID();
  private static final UUID TEAM = UUID.randomUUID();
  private static final Target PRIMARY = new Target.OnCall(SCHEDULE, Target.Turn.NOW);
  private static final Target CREW = new Target.Team(TEAM);

  private final Map<Target, Optional<List<UUID>>> members = new HashMap<>();
  private final Map<Target, List<UUID>> shadows = new HashMap<>();
  private final Map<UUID, Person> people = new HashMap<>();
  private Preferences preferences = Preferences.NONE;

  @Test
  void pagesSomebodyNamedThriceOnce() {
    person(ADA, true, slack("U1"), email("ada@example.com"));
    members.put(PRIMARY, Optional.of(List.of(ADA)));
    members.put(CREW, Optional.of(List.of(ADA)));

    List<PageDecision> decisions = decide(List.of(), new Target.Person(ADA), PRIMARY, CREW);

    assertEquals(1, decisions.size());
    Page page = (Page) decisions.getFirst();
    assertEquals(2, page.destinations().size());
    assertEquals("named by the policy, on call by schedule Primary, in team Crew", page.because());
  }

  @Test
  void usesTheFirstEnabledAddressOfEachKind() {
    person(
        ADA,
        true,
        new Contact(Medium.EMAIL, "old@example.com", false, true),
        email("first@example.com"),
        email("second@example.com"));

    Page page = (Page) decide(List.of(), new Target.Person(ADA)).getFirst();

    assertEquals(
        List.of("first@example.com"),
        page.destinations().stream().map(Destination::address).toList());
  }

  @Test
  void pagesOnTheChannelsOfTheStepOnly() {
    person(ADA, true, slack("U1"), email("ada@example.com"));

    Page page = (Page) decide(List.of("email"), new Target.Person(ADA)).getFirst();

    assertEquals(
        List.of(Optional.of(Medium.EMAIL)),
        page.destinations().stream().map(Destination::medium).toList());
  }

  @Test
  void pagesAChannelWithoutAskingAnybody() {
    Target.Channel ops = new Target.Channel(UUID.randomUUID(), "#ops");

    Page page = (Page) Paging.decide(step(List.of(), ops), Answers.NONE, "critical").getFirst();

    assertEquals(Optional.of(ops.channel()), page.destinations().getFirst().channel());
    assertTrue(page.user().isEmpty());
  }

  @Test
  void saysWhyNobodyIsPaged() {
    members.put(PRIMARY, Optional.of(List.of()));
    assertCode("not_paged.nobody_on_call", List.of(), PRIMARY);

    Target next = new Target.OnCall(SCHEDULE, Target.Turn.NEXT);
    members.put(next, Optional.of(List.of()));
    assertCode("not_paged.nobody_next", List.of(), next);

    members.put(PRIMARY, Optional.empty());
    assertCode("not_paged.schedule_deleted", List.of(), PRIMARY);

    members.put(CREW, Optional.of(List.of()));
    assertCode("not_paged.team_empty", List.of(), CREW);

    members.put(CREW, Optional.empty());
    assertCode("not_paged.team_deleted", List.of(), CREW);

    assertCode("not_paged.user_unknown", List.of(), new Target.Person(BOB));

    person(BOB, false, slack("U2"));
    assertCode("not_paged.user_inactive", List.of(), new Target.Person(BOB));

    person(BOB, true, new Contact(Medium.SLACK, "U2", false, true));
    assertCode("not_paged.no_contact_method", List.of(), new Target.Person(BOB));

    person(BOB, true, slack("U2"));
    assertCode("not_paged.no_contact_method_for_step", List.of("email"), new Target.Person(BOB));
  }

  @Test
  void textsATelephoneWhenTheStepAsksForItByEitherName() {
    person(ADA, true, slack("U1"), new Contact(Medium.SMS, "+15550100", true, true));

    for (String word : List.of("sms", "phone")) {
      Page page = (Page) decide(List.of(word), new Target.Person(ADA)).getFirst();
      assertEquals(
          List.of(Optional.of(Medium.SMS)),
          page.destinations().stream().map(Destination::medium).toList());
    }
    Page everywhere = (Page) decide(List.of(), new Target.Person(ADA)).getFirst();
    assertEquals(2, everywhere.destinations().size());
  }

  @Test
  void pagesWhereThePersonWantsItForTheSeverityInTheLanguageAndZoneOfThePerson() {
    preferences =
        new Preferences(
            "de",
            "Europe/Vienna",
            Map.of("critical", List.of(Medium.SMS, Medium.SLACK), "info", List.of(Medium.EMAIL)));
    person(ADA, true, slack("U1"), email("ada@example.com"), sms("+15550100"));

    Page page = (Page) decide(List.of(), new Target.Person(ADA)).getFirst();

    assertEquals(List.of(Medium.SMS, Medium.SLACK), media(page));
    assertTrue(page.destinations().stream().allMatch(to -> to.locale().equals("de")));
    assertEquals("Europe/Vienna", page.timeZone());
  }

  @Test
  void losesNoPageToAPreference() {
    preferences = new Preferences("", "UTC", Map.of("critical", List.of(Medium.SMS)));
    person(ADA, true, slack("U1"), email("ada@example.com"));
    person(BOB, true, slack("U2"), sms("+15550100"));

    Page noTelephone = (Page) decide(List.of(), new Target.Person(ADA)).getFirst();
    Page stepAllowsNone = (Page) decide(List.of("slack"), new Target.Person(BOB)).getFirst();

    assertEquals(2, noTelephone.destinations().size());
    assertEquals(List.of(Medium.SLACK), media(stepAllowsNone));
  }

  @Test
  void saysWhichAddressesNoCodeHasVerified() {
    person(ADA, true, slack("U1"), new Contact(Medium.EMAIL, "ada@example.com", true, false));

    Page page = (Page) decide(List.of(), new Target.Person(ADA)).getFirst();

    assertEquals(2, page.destinations().size());
    assertEquals(List.of("email"), page.facts().get("unverified"));
  }

  @Test
  void pagesWhoShadowsWithoutCountingThem() {
    person(ADA, true, slack("U1"));
    person(BOB, true, slack("U2"));
    members.put(PRIMARY, Optional.of(List.of(ADA)));
    shadows.put(PRIMARY, List.of(BOB, ADA));

    List<PageDecision> decisions = decide(List.of(), PRIMARY);

    Page ada = (Page) decisions.get(0);
    Page bob = (Page) decisions.get(1);
    assertEquals(Optional.of(ADA), ada.user());
    assertTrue(ada.counts(), "who is on call counts, also when the person shadows besides");
    assertEquals(Optional.of(BOB), bob.user());
    assertFalse(bob.counts());
    assertEquals("shadowing who is on call by schedule Primary", bob.because());
  }

  @Test
  void saysWhoseDutyASecondaryTargetIs() {
    Target secondary = new Target.OnCall(SCHEDULE, Target.Turn.SECONDARY);
    person(BOB, true, slack("U2"));
    members.put(secondary, Optional.of(List.of(BOB)));
    assertEquals(
        "secondary on call by schedule Primary",
        ((Page) decide(List.of(), secondary).getFirst()).because());
    members.put(secondary, Optional.of(List.of()));
    assertCode("not_paged.nobody_secondary", List.of(), secondary);
  }

  private static List<Medium> media(Page page) {
    return page.destinations().stream().map(to -> to.medium().orElseThrow()).toList();
  }

  private static Contact sms(String number) {
    return new Contact(Medium.SMS, number, true, true);
  }

  private void assertCode(String code, List<String> channels, Target target) {
    List<PageDecision> decisions = decide(channels, target);
    assertEquals(1, decisions.size(), code);
    assertEquals(code, ((Hold) decisions.getFirst()).reason().code());
  }

  private List<PageDecision> decide(List<String> channels, Target... targets) {
    return Paging.decide(
        step(channels, targets),
        new Answers(
            members,
            shadows,
            Map.of(),
            Map.of(SCHEDULE, "Primary", TEAM, "Crew"),
            people,
            Optional.empty()),
        "critical");
  }

  private void person(UUID id, boolean active, Contact... contacts) {
    people.put(id, new Person(id, "somebody", active, List.of(contacts), preferences));
  }

  private static Step step(List<String> channels, Target... targets) {
    return new Step(Duration.ZERO, List.of(targets), channels, Optional.empty());
  }

  private static Contact slack(String id) {
    return new Contact(Medium.SLACK, id, true, true);
  }

  private static Contact email(String address) {
    return new Contact(Medium.EMAIL, address, true, true);
  }
}
