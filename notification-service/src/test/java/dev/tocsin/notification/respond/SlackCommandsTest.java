package dev.tocsin.notification.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.slack.Press;
import dev.tocsin.fakes.slack.PressResult;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.notification.testing.Typist;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SlackCommandsTest extends TwoMembers {

  @Test
  void pagesAPersonInTheNameOfWhoTyped() {
    String told = ada.asks("page @" + ben.handle + " Checkout <is> down & out");
    CreateAlertRequest wanted = only(ada);
    assertEquals("Checkout <is> down & out", wanted.getTitle());
    assertEquals(Severity.SEVERITY_CRITICAL, wanted.getSeverity());
    assertEquals(1, wanted.getTargetsCount());
    assertEquals(ben.user, wanted.getTargets(0).getUserId());
    assertTrue(told.startsWith("Paging *" + ben.name + "*: Checkout <is> down & out"), told);
  }

  @Test
  void pagesATeamAndWhoeverIsOnCallAtOnce() {
    String team = UUID.randomUUID().toString();
    String schedule = UUID.randomUUID().toString();
    String own = acme.tenant.substring(0, 8);
    Neighbours.get()
        .team(Team.newBuilder().setId(team).setName("Payments " + own).build(), ada.user, ben.user);
    Neighbours.get()
        .schedule(Schedule.newBuilder().setId(schedule).setName("DB " + own).build(), ben.user);
    String told =
        ada.asks(
            "page team:\"Payments %s\", schedule:DB %s severity:major Orders hang"
                .formatted(own, own));
    CreateAlertRequest wanted = only(ada);
    assertEquals("Orders hang", wanted.getTitle());
    assertEquals(Severity.SEVERITY_MAJOR, wanted.getSeverity());
    assertEquals(team, wanted.getTargets(0).getTeamId());
    assertEquals(schedule, wanted.getTargets(1).getSchedule().getScheduleId());
    assertTrue(told.contains("team *Payments " + own + "* (" + ada.name + ", " + ben.name), told);
    assertTrue(told.contains("schedule *DB " + own + "* (" + ben.name + ")"), told);
  }

  @Test
  void pagesNobodyByAScheduleWithAGapAndSaysSo() {
    String own = acme.tenant.substring(0, 8);
    Neighbours.get()
        .schedule(
            Schedule.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setName("Nights " + own)
                .build());
    String told = ada.asks("page Nights " + own + " the lights are out");
    assertTrue(told.contains("Nobody is on call by *Nights " + own + "* now."), told);
    assertEquals(List.of(), Neighbours.get().created(ada.user));
  }

  @Test
  void pagesNobodyWhereTheNameIsNobodys() {
    String told = ada.asks("page @nobody" + acme.tenant + " help");
    assertTrue(told.contains("knows no person, team or schedule"), told);
    assertTrue(told.contains("Nobody was paged."), told);
    assertTrue(ada.asks("page @" + ben.handle).contains("Say after the name what is wrong"));
    assertTrue(ada.asks("page").contains("Say whom"));
    assertEquals(List.of(), Neighbours.get().created(ada.user));
  }

  @Test
  void tellsAStrangerHowToBecomeKnown() {
    Typist stranger = Typist.stranger(acme);
    String told = stranger.asks("page @" + ben.handle + " help");
    assertTrue(told.contains(stranger.member), told);
    assertTrue(told.contains("your profile"), told);
    assertTrue(stranger.asks("").contains("/tocsin page"));
    assertTrue(stranger.asks("dance").contains("does not know what 'dance' means"));
  }

  @Test
  void letsAViewerLookButNotPage() {
    Typist viewer = Typist.known(acme, "Vera", Role.ROLE_VIEWER);
    assertEquals(
        "This takes the role responder, you have viewer.",
        viewer.asks("page @" + ben.handle + " help"));
    assertEquals(
        "This takes the role responder, you have viewer.",
        viewer.asks("resolve " + UUID.randomUUID()));
    String own = acme.tenant.substring(0, 8);
    Neighbours.get()
        .schedule(
            Schedule.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setName("Days " + own)
                .build(),
            ben.user);
    assertEquals("*Days " + own + "*: " + ben.name, viewer.asks("oncall days " + own));
  }

  @Test
  void answersAnAlertByItsLinkOrByWordsOfItsTitle() {
    String own = acme.tenant.replace("-", "");
    Alert disk = open("Disk full " + own);
    Alert other = open("Disk slow " + own);
    assertTrue(
        ada.asks("ack https://tocsin.example/alerts/" + disk.getId()).contains("Acknowledged."));
    assertTrue(ada.asks("resolve Disk slow " + own).contains("Resolved."));
    assertEquals(
        List.of(new Neighbours.Answered("acknowledge", disk.getId(), ada.user, "")),
        Neighbours.get().answers(disk.getId()));
    assertEquals(
        List.of(new Neighbours.Answered("resolve", other.getId(), ada.user, "")),
        Neighbours.get().answers(other.getId()));
  }

  @Test
  void asksWhichAlertIsMeant() {
    String own = acme.tenant.replace("-", "");
    Alert disk = open("Disk full " + own);
    Alert other = open("Disk slow " + own);
    String told = ada.asks("ack " + own);
    assertTrue(told.contains("Several open alerts"), told);
    assertTrue(told.contains(disk.getId()) && told.contains(other.getId()), told);
    assertTrue(ada.asks("ack none" + own).contains("No open alert has"));
    assertTrue(ada.asks("ack " + UUID.randomUUID()).contains("There is no alert"));
    assertEquals(List.of(), Neighbours.get().answers(disk.getId()));
  }

  @ParameterizedTest
  @EnumSource(Press.Tamper.class)
  void believesNothingThatIsNotSigned(Press.Tamper how) {
    PressResult result =
        Acme.world()
            .slack()
            .command(ada.words("page @" + ben.handle + " help").tampered(how))
            .join();
    assertEquals(401, result.status(), result.toString());
    assertEquals(List.of(), Neighbours.get().created(ada.user));
  }

  @Test
  void believesNothingOlderThanFiveMinutes() {
    var words = ada.words("page @" + ben.handle + " help");
    assertEquals(
        401, Acme.world().slack().command(words.aged(Duration.ofSeconds(302))).join().status());
    assertEquals(List.of(), Neighbours.get().created(ada.user));
    assertEquals(
        200, Acme.world().slack().command(words.aged(Duration.ofSeconds(250))).join().status());
    only(ada);
  }

  @Test
  void pagesOnceWhenTheVerySameRequestIsSentAgain() throws Exception {
    String body =
        "user_id="
            + ada.member
            + "&command=%2Ftocsin&text=page+%22"
            + ben.handle
            + "%22+help&trigger_id=1.2.3";
    HttpRequest request = acme.signed(path("/commands/"), body);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("\"response_type\":\"ephemeral\""), answer.body());
    }
    only(ada);
  }

  @Test
  void refusesWhatIsNoForm() throws Exception {
    String path = path("/commands/");
    for (String body : List.of("", "{}", "user_id=%zz", "text=page")) {
      HttpResponse<String> answer = post(path, body);
      assertEquals(400, answer.statusCode(), answer.body());
    }
    HttpResponse<String> check = post(path, "ssl_check=1&token=x");
    assertEquals(200, check.statusCode());
    HttpRequest unknown =
        HttpRequest.newBuilder(
                URI.create(Acme.url() + "/api/v1/slack/commands/" + UUID.randomUUID()))
            .POST(HttpRequest.BodyPublishers.ofString("user_id=U1"))
            .build();
    assertEquals(
        401,
        HttpClient.newHttpClient()
            .send(unknown, HttpResponse.BodyHandlers.discarding())
            .statusCode());
  }

  @Test
  void choosesNobodyWhereSeveralHaveTheMembersAddress() {
    Neighbours.get().member(ben.member, Neighbours.SEVERAL);
    String several = "That is not possible: '" + ben.member + "' is a contact method of 2 users";
    assertEquals(several, ada.asks("page @" + ben.handle + " help"));
    assertEquals(several, ben.asks("page @" + ada.handle + " help"));
    assertEquals(List.of(), Neighbours.get().created(ada.user));
    assertEquals(List.of(), Neighbours.get().created(ben.user));
  }

  @Test
  void answersInTimeAndTellsTheRestLater() {
    Neighbours.get().alertingTakes(Duration.ofSeconds(3));
    long before = Acme.world().inbox().revision();
    PressResult result = ada.types("page @" + ben.handle + " help");
    assertTrue(result.body().contains("Tocsin is at it"), result.toString());
    Acme.world()
        .inbox()
        .awaitMessage(
            m ->
                m.revision() > before
                    && m.payload().path("ephemeral_for").asText().equals(ada.member)
                    && m.text().startsWith("Paging"),
            Duration.ofSeconds(60));
    only(ada);
  }

  @Test
  void saysThatNobodyWasPagedWhenItCouldNot() {
    Neighbours.get().alertingIsDown(true);
    String told = ada.asks("page @" + ben.handle + " help");
    assertTrue(told.contains("could not page anybody just now"), told);
    assertFalse(told.contains("Paging"), told);
  }

  private static Alert open(String title) {
    Alert alert =
        Alert.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTitle(title)
            .setState(AlertState.ALERT_STATE_OPEN)
            .build();
    Neighbours.get().alert(alert);
    return alert;
  }

  private static CreateAlertRequest only(Typist typist) {
    List<CreateAlertRequest> created = Neighbours.get().awaitCreated(typist.user);
    assertEquals(1, created.size(), created.toString());
    return created.getFirst();
  }
}
