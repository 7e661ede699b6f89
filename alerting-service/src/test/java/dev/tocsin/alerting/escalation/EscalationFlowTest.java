package dev.tocsin.alerting.escalation;

import static dev.tocsin.alerting.support.TestTenant.channel;
import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.schedule;
import static dev.tocsin.alerting.support.TestTenant.sleep;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.team;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.action.AlertActions;
import dev.tocsin.alerting.support.FakeNotification.Page;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.notification.v1.EventKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timelines over the shifted clock, against strict neighbours. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class EscalationFlowTest {

  private static final UUID FALLBACK = UUID.randomUUID();

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;
  @Inject AlertActions actions;
  @Inject Wakes wakes;

  private Neighbours neighbours;
  private TestTenant tenant;
  private UUID ada;
  private UUID bob;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    ada = neighbours.identity.person(tenant.id, "ada");
    bob = neighbours.identity.person(tenant.id, "bob");
  }

  @Test
  void goesFromStepToStepRoundToRoundAndToTheFallback() {
    UUID primary = neighbours.identity.schedule(tenant.id, List.of(ada), List.of(bob));
    UUID policy =
        tenant.policy(1, FALLBACK, false, step(0, schedule(primary, false)), step(300, user(bob)));

    Fired fired = fire(policy);

    eventually("Ada is paged on Slack and by e-mail", () -> paged() == 2);
    advanceOncePlanned(fired, 299);
    sleep(300);
    assertEquals(2, paged());
    advance(1);
    eventually("Bob is paged", () -> paged() == 4);
    advanceOncePlanned(fired, 300);
    eventually("Ada again", () -> paged() == 6);
    advanceOncePlanned(fired, 300);
    eventually("Bob again", () -> paged() == 8);
    advanceOncePlanned(fired, 300);
    eventually("the fallback", () -> paged() == 9);
    eventually(
        "it ends", () -> tenant.codes(fired.group()).contains("escalation_ended.fallback_paged"));
    advance(3600);
    sleep(300);

    assertEquals(9, paged());
    assertEquals(
        List.of("0/0/fired", "1/0/fired", "0/1/fired", "1/1/fired", "-1/1/fired"),
        tenant.steps(fired.group()));
    Page last = pages().getLast();
    assertEquals(FALLBACK.toString(), last.to().getChannelId());
    assertEquals(EventKind.EVENT_KIND_PAGE, last.request().getEventKind());
    assertTrue(
        tenant.summaries(fired.group()).stream()
            .anyMatch(s -> s.contains("on call by schedule Primary") && s.contains("Slack")),
        () -> tenant.summaries(fired.group()).toString());
  }

  @Test
  void pagesWhoeverIsNextOnCallAndEveryMemberOfATeamOnce() {
    UUID primary = neighbours.identity.schedule(tenant.id, List.of(ada), List.of(bob));
    UUID crew = neighbours.identity.team(tenant.id, List.of(ada, bob));
    UUID policy =
        tenant.policy(0, null, false, step(0, schedule(primary, true), team(crew), user(ada)));

    Fired fired = fire(policy);

    eventually("it ends", () -> ended(fired));
    assertEquals(4, paged());
    assertEquals(4, pages().stream().map(p -> p.to().getAddress()).distinct().count());
  }

  @Test
  void stopsWhenSomebodyAcknowledges() {
    UUID policy = tenant.policy(2, FALLBACK, false, step(0, user(ada)), step(300, user(bob)));
    Fired fired = fire(policy);
    eventually("Ada is paged", () -> paged() == 2);
    eventually("that is kept", () -> tenant.steps(fired.group()).contains("0/0/fired"));

    oncePlanned(fired);
    acknowledge(fired);
    advance(7200);
    sleep(300);

    assertEquals(2, paged());
    assertEquals(List.of("0/0/fired", "1/0/cancelled"), tenant.steps(fired.group()));
    eventually(
        "the pages are revised",
        () ->
            neighbours.notification.revisions(tenant.id).stream()
                .anyMatch(r -> r.request().getEventKind() == EventKind.EVENT_KIND_ACKNOWLEDGED));
  }

  @Test
  void goesOnAtOnceWhenAStepReachesNobodyAndSaysWhy() {
    UUID gap = neighbours.identity.schedule(tenant.id, List.of(), List.of());
    UUID policy =
        tenant.policy(0, FALLBACK, false, step(0, schedule(gap, false)), step(600, user(bob)));

    Fired fired = fire(policy);

    eventually("Bob is paged without a wait", () -> paged() == 2);
    assertTrue(tenant.codes(fired.group()).contains("not_paged.nobody_on_call"));
    assertTrue(tenant.codes(fired.group()).contains("not_paged.nobody_reachable"));
  }

  @Test
  void pagesTheFallbackAtOnceWhenNobodyAtAllIsReachable() {
    UUID gap = neighbours.identity.schedule(tenant.id, List.of(), List.of());
    UUID policy =
        tenant.policy(
            3, FALLBACK, false, step(0, schedule(gap, false)), step(600, user(UUID.randomUUID())));

    Fired fired = fire(policy);

    eventually("the fallback is paged", () -> ended(fired));
    assertEquals(FALLBACK.toString(), pages().getFirst().to().getChannelId());
    assertTrue(tenant.codes(fired.group()).contains("not_paged.user_unknown"));
  }

  @Test
  void goesOnWithThePolicyAsItIsChanged() {
    UUID policy = tenant.policy(0, FALLBACK, false, step(0, user(ada)), step(300, user(ada)));
    Fired fired = fire(policy);
    eventually("step 1", () -> paged() == 2);

    tenant.changeSteps(policy, 0, step(0, user(ada)), step(60, user(bob)), step(120, user(ada)));
    advanceOncePlanned(fired, 300);
    eventually("Bob instead", () -> paged() == 4);
    assertTrue(pages().getLast().to().getAddress().contains("bob"));
    oncePlanned(fired);
    tenant.changeSteps(policy, 0, step(0, user(ada)));
    advance(120);

    eventually("shortened: the fallback", () -> ended(fired));
    assertEquals(FALLBACK.toString(), pages().getLast().to().getChannelId());
  }

  @Test
  void pagesTheDefaultPolicysFallbackWhenThePolicyIsDeleted() {
    tenant.policy(0, FALLBACK, true, step(0, user(bob)));
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)), step(300, user(ada)));
    Fired fired = fire(policy);
    eventually("step 1", () -> paged() == 2);

    tenant.deletePolicy(policy);
    advanceOncePlanned(fired, 300);

    eventually("the default's fallback", () -> ended(fired));
    assertEquals(FALLBACK.toString(), pages().getLast().to().getChannelId());
  }

  @Test
  void pagesTheFallbackWhileIdentityIsSilentAndThePeopleWhenItReturns() {
    UUID policy = tenant.policy(0, FALLBACK, false, step(0, user(ada)));
    neighbours.identity.down(true);

    Fired fired = fire(policy);
    sleep(500);
    assertEquals(0, paged());
    advance(121);
    eventually("the fallback after two minutes", () -> paged() == 1);
    assertEquals(FALLBACK.toString(), pages().getFirst().to().getChannelId());
    sleep(500);
    assertEquals(1, paged());
    neighbours.identity.down(false);

    eventually("Ada when identity is back", () -> paged() == 3);
    eventually("fired", () -> tenant.codes(fired.group()).contains("escalated"));
    assertEquals(
        1,
        tenant.codes(fired.group()).stream()
            .filter("not_paged.identity_unreachable"::equals)
            .count());
  }

  @Test
  void pagesWhenNotificationReturns() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)));
    neighbours.notification.down(true);
    Fired fired = fire(policy);
    sleep(700);
    assertEquals(List.of("0/0/pending"), tenant.steps(fired.group()));

    neighbours.notification.down(false);

    eventually("Ada is paged", () -> paged() == 2);
    eventually("fired", () -> tenant.steps(fired.group()).equals(List.of("0/0/fired")));
  }

  @Test
  void repeatsALostHandOverUnderTheSameKey() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)));
    neighbours.notification.losesAnswers.set(true);
    Fired fired = fire(policy);
    int before = neighbours.notification.calls.get();
    eventually("tried again", () -> neighbours.notification.calls.get() > before + 2);
    neighbours.notification.losesAnswers.set(false);

    eventually("fired", () -> tenant.steps(fired.group()).equals(List.of("0/0/fired")));

    assertEquals(2, paged());
    assertEquals(1, tenant.codes(fired.group()).stream().filter("paged"::equals).count());
  }

  @Test
  void firesAStepOnceThoughItsLeaseRanOutInTheMiddle() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)));
    // As after a crash or a stopped process: the lease is over while the first worker is still at
    // it.
    neighbours.notification.meanwhile =
        () -> {
          neighbours.notification.meanwhile = () -> {};
          clock.advance(Duration.ofSeconds(21));
          sleep(1500);
        };

    Fired fired = fire(policy);

    eventually("fired", () -> tenant.steps(fired.group()).equals(List.of("0/0/fired")));
    sleep(2000);
    assertEquals(2, paged());
    assertEquals(1, tenant.codes(fired.group()).stream().filter("paged"::equals).count());
    assertEquals(1, tenant.codes(fired.group()).stream().filter("escalated"::equals).count());
  }

  @Test
  void withdrawsThePageThatWasHandedOverWhileSomebodyAnswered() {
    UUID policy = tenant.policy(3, FALLBACK, false, step(0, user(ada)), step(300, user(bob)));
    Fired[] fired = new Fired[1];
    neighbours.notification.onceMeanwhile(tenant.id, () -> acknowledge(fired[0]));
    fired[0] = tenant.fire(policy, Duration.ofSeconds(2));
    advance(2);

    eventually(
        "told once more",
        () ->
            neighbours.notification.revisions(tenant.id).stream()
                .anyMatch(r -> r.request().getIdempotencyKey().contains(":late:")));

    assertTrue(tenant.codes(fired[0].group()).contains("page_withdrawn"));
    assertEquals(List.of("0/0/cancelled"), tenant.steps(fired[0].group()));
  }

  @Test
  void firesTheNextStepNowForWhoeverAsks() {
    UUID policy = tenant.policy(0, FALLBACK, false, step(0, user(ada)), step(3600, user(bob)));
    Fired fired = fire(policy);
    eventually("Ada", () -> paged() == 2);
    oncePlanned(fired);

    escalate(fired);
    eventually("Bob at once", () -> paged() == 4);
    oncePlanned(fired);
    acknowledge(fired);
    escalate(fired);

    eventually("the fallback though acknowledged", () -> paged() == 5);
    advance(7200);
    sleep(300);
    assertEquals(5, paged());
  }

  @Test
  void saysThatAChannelWasRefused() {
    UUID gone = UUID.randomUUID();
    neighbours.notification.refuse(gone);
    UUID policy = tenant.policy(0, null, false, step(0, channel(gone)));

    Fired fired = fire(policy);

    eventually("ended", () -> ended(fired));
    assertTrue(tenant.codes(fired.group()).contains("not_paged.refused"));
    assertTrue(tenant.codes(fired.group()).contains("escalation_ended.nobody_reached"));
  }

  @Test
  void opensATicketWithTheStepAndTellsItTheEnd() {
    UUID provider = UUID.randomUUID();
    UUID policy =
        tenant.policy(
            0, null, false, step(0, user(ada)).put("ticketProviderId", provider.toString()));
    Fired fired = fire(policy);
    eventually("opened", () -> neighbours.tickets.asked.contains("open " + fired.group()));
    neighbours.tickets.down(true);
    acknowledge(fired);
    resolve(fired);
    sleep(300);
    neighbours.tickets.down(false);

    eventually("closed", () -> neighbours.tickets.asked.contains("resolved " + fired.group()));

    assertEquals(
        List.of(
            "open " + fired.group(), "acknowledged " + fired.group(), "resolved " + fired.group()),
        neighbours.tickets.asked.stream()
            .filter(a -> a.endsWith(fired.group().toString()))
            .toList());
    assertTrue(tenant.codes(fired.group()).contains("ticket_requested"));
  }

  @Test
  void pagesOnTheChannelsOfTheStep() {
    UUID policy =
        tenant.policy(
            0, null, false, step(0, user(ada)).put("channels", new JsonArray().add("email")));

    Fired fired = fire(policy);

    eventually("ended", () -> ended(fired));
    assertEquals(
        List.of("ada@example.com"), pages().stream().map(p -> p.to().getAddress()).toList());
  }

  @Test
  void tellsTheTemplateWhatItIsAbout() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)));

    fire(policy);

    eventually("paged", () -> paged() == 2);
    var context = pages().getFirst().request().getRenderContext().getFieldsMap();
    assertEquals("Disk full", field(context, "alert", "title"));
    assertEquals("critical", field(context, "alert", "severity"));
    assertEquals("ada", field(context, "user", "name"));
    assertEquals("page", context.get("event").getStringValue());
    assertTrue(field(context, "links", "alert").startsWith("http"));
  }

  private static String field(
      java.util.Map<String, com.google.protobuf.Value> context, String outer, String inner) {
    return context.get(outer).getStructValue().getFieldsOrThrow(inner).getStringValue();
  }

  private Fired fire(UUID policy) {
    Fired fired = tenant.fire(policy, Duration.ZERO);
    wakes.stepsAt(clock.now());
    return fired;
  }

  private void acknowledge(Fired fired) {
    actions.acknowledge(tenant.acts(ada), fired.alert(), "").await().atMost(Duration.ofSeconds(60));
  }

  private void resolve(Fired fired) {
    actions.resolve(tenant.acts(ada), fired.alert(), "").await().atMost(Duration.ofSeconds(60));
  }

  private void escalate(Fired fired) {
    actions.escalate(tenant.acts(ada), fired.alert()).await().atMost(Duration.ofSeconds(60));
  }

  private boolean ended(Fired fired) {
    return tenant.codes(fired.group()).stream().anyMatch(c -> c.startsWith("escalation_ended"));
  }

  /** Lets the last step be committed first: a shift of time would end its worker's lease. */
  private void advanceOncePlanned(Fired fired, long seconds) {
    oncePlanned(fired);
    advance(seconds);
  }

  /** A page is handed over before its step is committed with the next one. */
  private void oncePlanned(Fired fired) {
    eventually(
        "the next step is planned",
        () -> tenant.nextAt(fired.group()).filter(at -> at.isAfter(clock.now())).isPresent());
  }

  private void advance(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private int paged() {
    return pages().size();
  }

  private List<Page> pages() {
    return neighbours.notification.pages(tenant.id);
  }
}
