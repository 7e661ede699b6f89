package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.FakeNotification.Page;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.ListTimelineRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts that people open by hand. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class ByHandTest extends AlertDesk {

  @Test
  void anAlertOpenedByHandIsRoutedAndPagedLikeAnyOther() {
    UUID policy = tenant.policy(0, null, true, step(0, user(ada)));

    Alert alert = as("responder").createAlert(wanted("Till is on fire").build());

    assertEquals("manual", alert.getSource());
    assertEquals("", alert.getIntegrationId());
    assertEquals(Severity.SEVERITY_MAJOR, alert.getSeverity());
    assertEquals("Zurich", alert.getLabelsOrThrow("site"));
    assertEquals(policy.toString(), alert.getPolicyId());
    eventually("Ada is paged", () -> isPaged(alert, ada));
    TimelineEntry received = timeline(alert).getFirst();
    assertEquals("received", received.getReason().getCode());
    assertEquals("key", received.getActor().getKind());
    eventually("it is audited", () -> !neighbours.identity.audited(tenant.id).isEmpty());
    assertEquals(
        List.of("alert.create alert/" + alert.getId()),
        neighbours.identity.audited(tenant.id).stream()
            .map(event -> event.getAction() + " " + event.getResource())
            .toList());
  }

  @Test
  void pagesPeopleWhoAreNamedInPlaceOfRoutingAgainAndThenTheSpareFallback() {
    UUID fallback = UUID.randomUUID();
    tenant.policy(0, fallback, true, step(0, user(ada)));

    Alert alert =
        as("responder").createAlert(wanted("Please call me").addTargets(person(bob)).build());

    assertEquals("", alert.getPolicyId());
    for (int round = 0; round <= 2; round++) {
      int rounds = round;
      eventually("Bob is paged, round " + round, () -> pagesOf(alert, bob) == 2 * (rounds + 1));
      oncePlanned(alert);
      clock.advance(Duration.ofMinutes(5));
    }
    eventually(
        "the fallback is paged",
        () -> pages(alert).stream().anyMatch(p -> p.to().getChannelId().equals(fallback + "")));
    assertTrue(codes(alert).contains("routed.direct"), codes(alert)::toString);
    assertEquals(0, pagesOf(alert, ada));
  }

  @Test
  void pagesOnThoughNobodyKnowsWhoNamedThem() {
    tenant.policy(0, null, true, step(0, user(ada)));
    Alert alert =
        as("responder").createAlert(wanted("Please call me").addTargets(person(bob)).build());
    eventually("Bob is paged", () -> pagesOf(alert, bob) == 2);
    oncePlanned(alert);
    tenant.run(
        "UPDATE alerting.direct_policy SET named_by = 'user:no-uuid' WHERE group_id = $1",
        UUID.fromString(alert.getGroupId()));

    clock.advance(Duration.ofMinutes(5));

    eventually("Bob is paged again", () -> pagesOf(alert, bob) == 4);
  }

  @Test
  void opensByAPolicyThatIsNamedAndRefusesOneThatThereIsNot() {
    tenant.policy(0, null, true, step(0, user(ada)));
    UUID other = tenant.policy(0, null, false, step(0, user(bob)));

    Alert alert =
        as("responder").createAlert(wanted("By policy").setPolicyId(other.toString()).build());

    assertEquals(other.toString(), alert.getPolicyId());
    eventually("Bob is paged", () -> isPaged(alert, bob));
    String nobodys = UUID.randomUUID().toString();
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> as("responder").createAlert(wanted("x").setPolicyId(nobodys).build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(
            () ->
                as("responder")
                    .createAlert(
                        wanted("x")
                            .setPolicyId(other.toString())
                            .addTargets(person(ada))
                            .build())));
    assertEquals(
        Status.Code.PERMISSION_DENIED, code(() -> as("viewer").createAlert(wanted("x").build())));
  }

  @Test
  void aRepeatedRequestIsAnsweredWithTheSameAlertAndAnotherContentIsRefused() {
    CreateAlertRequest request = wanted("Once").setIdempotencyKey("k1").build();

    Alert first = as("responder").createAlert(request);
    Alert again = as("responder").createAlert(request);

    assertEquals(first.getId(), again.getId());
    assertEquals(1, again.getOccurrenceCount());
    assertEquals(
        Status.Code.ALREADY_EXISTS,
        code(() -> as("responder").createAlert(wanted("Twice").setIdempotencyKey("k1").build())));
    assertNotEquals(first.getId(), as("responder").createAlert(wanted("Once").build()).getId());
  }

  @Test
  void countsForTheOpenAlertOfTheSameDedupKey() {
    CreateAlertRequest request = wanted("Flood").setDedupKey("flood").build();

    Alert first = as("responder").createAlert(request);
    Alert second = as("responder").createAlert(request);
    as("responder").resolveAlert(ResolveAlertRequest.newBuilder().setId(first.getId()).build());
    Alert third = as("responder").createAlert(request);

    assertEquals(first.getId(), second.getId());
    assertEquals(2, second.getOccurrenceCount());
    assertNotEquals(first.getId(), third.getId());
    assertTrue(codes(first).contains("received_again"), codes(first)::toString);
  }

  private void oncePlanned(Alert alert) {
    UUID group = UUID.fromString(alert.getGroupId());
    eventually(
        "the next step is planned",
        () -> tenant.nextAt(group).filter(at -> at.isAfter(clock.now())).isPresent());
  }

  private boolean isPaged(Alert alert, UUID user) {
    return pagesOf(alert, user) > 0;
  }

  private int pagesOf(Alert alert, UUID user) {
    return (int) pages(alert).stream().filter(p -> p.to().getUserId().equals(user + "")).count();
  }

  private List<Page> pages(Alert alert) {
    return neighbours.notification.pages(tenant.id).stream()
        .filter(page -> page.group().toString().equals(alert.getGroupId()))
        .toList();
  }

  private List<TimelineEntry> timeline(Alert alert) {
    return as("viewer")
        .listTimeline(ListTimelineRequest.newBuilder().setId(alert.getId()).build())
        .getEntriesList();
  }

  private List<String> codes(Alert alert) {
    return timeline(alert).stream().map(entry -> entry.getReason().getCode()).toList();
  }

  @Test
  void aServiceOpensAnAlertInTheNameOfThePersonWhoAskedInAChatAndNobodyElseMay() {
    Alert asked =
        stub()
            .withInterceptors(As.service("notification", tenant.id))
            .createAlert(
                wanted("Till is on fire")
                    .addTargets(person(bob))
                    .setOnBehalfOf(ada.toString())
                    .build());

    assertEquals("user", timeline(asked).getFirst().getActor().getKind());
    assertEquals(ada.toString(), timeline(asked).getFirst().getActor().getId());
    eventually("Bob is paged", () -> isPaged(asked, bob));

    Alert own =
        as("responder")
            .createAlert(
                wanted("Another").addTargets(person(bob)).setOnBehalfOf(ada.toString()).build());
    assertEquals("key", timeline(own).getFirst().getActor().getKind());
  }

  private static CreateAlertRequest.Builder wanted(String title) {
    return CreateAlertRequest.newBuilder()
        .setTitle(title)
        .setSeverity(Severity.SEVERITY_MAJOR)
        .putLabels("site", "Zurich")
        .putLabels("service", "till")
        .putAnnotations("description", "It smokes");
  }
}
