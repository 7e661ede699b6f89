package dev.tocsin.notification.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.slack.Press;
import dev.tocsin.fakes.slack.PressResult;
import dev.tocsin.fakes.slack.SlackApp;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SlackInteractionsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ADA = "22222222-2222-4222-8222-222222222222";

  @AfterEach
  void up() {
    Neighbours.get().alertingIsDown(false);
  }

  @Test
  void acknowledgesOnBehalfOfTheMember() {
    Acme acme = Acme.create();
    Neighbours.get().member("U0BEN0001", ADA);
    PressResult result =
        Acme.world().slack().press(paged(acme, "U0BEN0001"), "tocsin_ack", "U0BEN0001");
    assertTaken(result);
    assertEquals(
        List.of(new Neighbours.Answered("acknowledge", acme.group, ADA, "")), answers(acme, 1));
  }

  @Test
  void resolvesAsThePersonWhoWasPagedWhenIdentityKnowsNobody() {
    Acme acme = Acme.create();
    PressResult result =
        Acme.world().slack().press(paged(acme, "U0CHI0001"), "tocsin_resolve", "U0CHI0001");
    assertTaken(result);
    assertEquals("11111111-1111-4111-8111-111111111111", answers(acme, 1).get(0).onBehalfOf());
    assertEquals("resolve", answers(acme, 1).get(0).verb());
  }

  @Test
  void countsEvenWhenNobodyKnowsThePresser() {
    Acme acme = Acme.create();
    PressResult result = Acme.world().slack().press(paged(acme, "#ops"), "tocsin_ack", "U0CHI0001");
    assertTaken(result);
    assertEquals("", answers(acme, 1).get(0).onBehalfOf());
    assertEquals("Acknowledged in Slack by member U0CHI0001", answers(acme, 1).get(0).note());
  }

  @Test
  void countsAsNobodysWhereSeveralHaveTheMembersAddress() {
    Acme acme = Acme.create();
    Neighbours.get().member("U0BEN0001", Neighbours.SEVERAL);
    assertTaken(Acme.world().slack().press(paged(acme, "#ops"), "tocsin_ack", "U0BEN0001"));
    assertEquals("", answers(acme, 1).get(0).onBehalfOf());
    assertEquals("Acknowledged in Slack by member U0BEN0001", answers(acme, 1).get(0).note());
  }

  @ParameterizedTest
  @EnumSource(Press.Tamper.class)
  void believesNothingThatIsNotSigned(Press.Tamper how) {
    Acme acme = Acme.create();
    InboxItem page = paged(acme, "U0ADA0001");
    PressResult result = press(Press.of("", page.ts(), "tocsin_ack").tampered(how));
    assertEquals(401, result.status(), result.toString());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
  }

  @Test
  void believesNothingOlderThanFiveMinutes() {
    Acme acme = Acme.create();
    InboxItem page = paged(acme, "U0ADA0001");
    assertEquals(
        401, press(Press.of("", page.ts(), "tocsin_ack").aged(Duration.ofSeconds(302))).status());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
    assertTaken(press(Press.of("", page.ts(), "tocsin_ack").aged(Duration.ofSeconds(250))));
    answers(acme, 1);
  }

  /** FAULTS 25. */
  @Test
  void believesTheNewSecretAndNotTheOldOneOnceItIsStored() {
    Acme acme = Acme.create();
    InboxItem page = paged(acme, "U0ADA0001");
    Channel channel =
        acme.channels("admin")
            .listChannels(ListChannelsRequest.getDefaultInstance())
            .getChannels(0);
    acme.channels("admin")
        .updateChannel(
            UpdateChannelRequest.newBuilder()
                .setChannel(
                    channel.toBuilder()
                        .setSlack(channel.getSlack().toBuilder().setSigningSecret("new-secret")))
                .build());
    PressResult old = press(Press.of("", page.ts(), "tocsin_ack"));
    assertEquals(401, old.status(), old.toString());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));

    String callback = Acme.url() + channel.getCallbackPath();
    Acme.world()
        .slack()
        .install(SlackApp.of("T" + acme.tenant, acme.token, "new-secret", callback));
    assertTaken(press(Press.of("", page.ts(), "tocsin_ack")));
    answers(acme, 1);
  }

  @Test
  void tellsThePresserWhoWasEarlier() {
    Acme acme = Acme.create();
    Neighbours.get()
        .answer(
            acme.group,
            ChangeOutcome.CHANGE_OUTCOME_ALREADY_DONE,
            "Acknowledged by Ben Lindqvist at 03:02 UTC " + acme.group);
    InboxItem page = paged(acme, "U0ADA0001");
    assertTaken(Acme.world().slack().press(page, "tocsin_ack", "U0ADA0001"));
    Acme.world()
        .inbox()
        .awaitMessage(
            m ->
                m.text()
                    .contains(
                        "Somebody had acknowledged it already. Acknowledged by Ben Lindqvist at"
                            + " 03:02 UTC "
                            + acme.group),
            SOON);
  }

  @Test
  void tellsThePresserThatItFailed() {
    Acme acme = Acme.create();
    InboxItem page = paged(acme, "U0ADA0001");
    Neighbours.get().alertingIsDown(true);
    long revision = Acme.world().inbox().revision();
    assertTaken(Acme.world().slack().press(page, "tocsin_ack", "U0ADA0001"));
    Acme.world()
        .inbox()
        .awaitMessage(
            m ->
                m.revision() > revision && m.text().contains("could not acknowledge this just now"),
            SOON);
  }

  @Test
  void takesTheSamePressTwice() {
    Acme acme = Acme.create();
    InboxItem page = paged(acme, "U0ADA0001");
    for (int i = 0; i < 2; i++) {
      assertTaken(Acme.world().slack().press(page, "tocsin_ack", "U0ADA0001"));
    }
    answers(acme, 2);
  }

  @Test
  void takesALinkButtonForNoAnswer() {
    Acme acme = Acme.create();
    InboxItem page = paged(acme, "U0ADA0001");
    assertTaken(press(Press.of("", page.ts(), "tocsin_open")));
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
  }

  @Test
  void saysTheSameOfUnknownChannelsAsOfWrongSignatures() throws Exception {
    for (String channel : List.of(UUID.randomUUID().toString(), "nonsense")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(Acme.url() + "/api/v1/slack/interactions/" + channel))
              .POST(HttpRequest.BodyPublishers.ofString("payload={}"))
              .build();
      var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(401, response.statusCode(), response.body());
      assertTrue(response.body().contains("not signed with the signing secret"), response.body());
    }
  }

  @Test
  void boundsTheBody() throws Exception {
    Acme acme = Acme.create();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Acme.url() + acme.slack().getCallbackPath()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[2_000_000]))
            .build();
    assertEquals(
        413,
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode());
  }

  /** Whatever time it took. */
  private static void assertTaken(PressResult result) {
    assertEquals(200, result.status(), result.toString());
  }

  private static PressResult press(Press press) {
    return Acme.world().slack().press(press).join();
  }

  private static InboxItem paged(Acme acme, String address) {
    acme.slack();
    acme.await(acme.send(Acme.slackMember(address)).getId(), DeliveryState.DELIVERY_STATE_SENT);
    return acme.messages().get(0);
  }

  private static List<Neighbours.Answered> answers(Acme acme, int wanted) {
    long end = System.nanoTime() + SOON.toNanos();
    while (Neighbours.get().answers(acme.group).size() < wanted && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(wanted, Neighbours.get().answers(acme.group).size());
    return Neighbours.get().answers(acme.group);
  }
}
