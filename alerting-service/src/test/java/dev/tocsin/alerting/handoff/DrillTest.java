package dev.tocsin.alerting.handoff;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.action.AlertActions;
import dev.tocsin.alerting.support.FakeNotification.Page;
import dev.tocsin.alerting.support.FakeRotas.Change;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.PageRest;
import dev.tocsin.proto.identity.v1.SendNoticeRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test pages: on the very way of real ones, to one person alone, and told of when they fail. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class DrillTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;
  @Inject HandoffDesk desk;
  @Inject AlertActions actions;

  @TestHTTPResource("/")
  URI base;

  private Neighbours neighbours;
  private TestTenant tenant;
  private UUID ada;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    ada = neighbours.identity.person(tenant.id, "Ada");
    // A fallback and a default policy, which a drill must leave alone.
    UUID boss = neighbours.identity.person(tenant.id, "Boss");
    tenant.policy(3, UUID.randomUUID(), true, step(0, user(boss)));
  }

  @Test
  void isAnsweredLikeARealPageAndItsAlertIsOverThen() {
    UUID drill = drillMe();
    eventually("Ada is paged on both of her channels", () -> pages().size() == 2);
    Page page = pages().getFirst();
    assertTrue(page.request().toString().contains(DrillWords.TITLE), page.request()::toString);

    actions.acknowledgeGroup(tenant.acts(ada), page.group(), "").await().atMost(PATIENCE);
    JsonObject ended = ended(drill);

    assertEquals("DRILL_RESULT_ANSWERED", ended.getString("result"));
    assertTrue(ended.containsKey("answerTime"), ended::encode);
    eventually("its alert is resolved", () -> alerts().equals(List.of("resolved true")));
    eventually("another may begin", () -> running() == 0);
    assertEquals(List.of(), neighbours.identity.rotas.told(tenant.id));
  }

  @Test
  void anAnswerThatDoesNotNameThePersonSaysNothingOfThem() {
    UUID pressed = drillMe();
    eventually("Ada is paged", () -> pages().size() == 2);
    Caller unknownMember = Caller.service("notification", tenant.id, "test");
    actions
        .acknowledgeGroup(unknownMember, pages().getFirst().group(), "in Slack by member U1")
        .await()
        .atMost(PATIENCE);
    JsonObject ended = ended(pressed);
    assertEquals("DRILL_RESULT_ENDED_BY_ANOTHER", ended.getString("result"));
    assertFalse(ended.containsKey("answerTime"), ended::encode);
    assertEquals(
        "Ended by service notification, and nothing says for whom", ended.getString("detail"));

    UUID bob = neighbours.identity.person(tenant.id, "Bob");
    UUID resolved = drill(bob);
    eventually("its alert is open", () -> !read(resolved).getString("alertId").isEmpty());
    String alert = "api/v1/alerts/" + read(resolved).getString("alertId");
    Rest key = Rest.as(base, "responder", tenant.id);
    assertEquals(200, key.post(alert + "/resolve", new JsonObject()).status());
    assertEquals("DRILL_RESULT_ENDED_BY_ANOTHER", ended(resolved).getString("result"));
    assertEquals(List.of(), told());
  }

  @Test
  void unansweredInTimeItIsOverAndThePersonIsToldAndNobodyElseWasEverPaged() {
    UUID drill = drillMe();
    eventually("Ada is paged", () -> pages().size() == 2);
    // The page arrives before the step that sent it is over: until then nobody knows of it.
    eventually("the page is on the timeline", () -> written("paged").equals(List.of("paged")));
    eventually("it waits", () -> running() == 1 && !read(drill).getString("alertId").isEmpty());
    for (int minutes = 0; minutes < 15; minutes += 5) {
      clock.advance(Duration.ofMinutes(5));
    }
    clock.advance(Duration.ofSeconds(5));

    JsonObject ended = ended(drill);

    assertEquals("DRILL_RESULT_UNANSWERED", ended.getString("result"));
    eventually("Ada is told", () -> told().size() == 1);
    SendNoticeRequest notice = told().getFirst();
    assertEquals(List.of(ada.toString()), notice.getUserIdsList());
    assertEquals("", notice.getManagedScheduleId());
    assertEquals("Pager drill: a test page was not answered by Ada", notice.getTitle());
    assertTrue(notice.getText().contains("within 15 min"), notice.getText());
    eventually("its alert is resolved", () -> alerts().equals(List.of("resolved true")));
    assertEquals(
        Set.of(ada.toString()),
        Set.copyOf(pages().stream().map(page -> page.to().getUserId()).toList()));
    assertEquals(2, pages().size());
  }

  @Test
  void atTheStartOfAShiftItsFailureIsToldToTheManagersToo() {
    UUID rota = UUID.randomUUID();
    UUID nowhere = UUID.randomUUID();
    neighbours.identity.user(tenant.id, nowhere, "Newcomer", true, Map.of());
    Instant start = clock.now().plusSeconds(90).truncatedTo(ChronoUnit.MICROS);
    neighbours.identity.rotas.rota(
        tenant.id, rota, "Primary", Set.of(nowhere), new Change(start, nowhere, null));
    Rest manager = Rest.as(base, "manager", tenant.id);
    assertEquals(
        200,
        manager
            .patch("api/v1/handoffs/settings/" + rota, new JsonObject().put("drills", true))
            .status());
    eventually(
        "it is written",
        () -> tenant.texts("SELECT kind FROM alerting.handoff").equals(List.of("drill")));

    clock.advance(Duration.ofSeconds(91));

    eventually("it is known at once that no page arrives", () -> told().size() == 1);
    SendNoticeRequest notice = told().getFirst();
    assertEquals(rota.toString(), notice.getManagedScheduleId());
    assertEquals(List.of(nowhere.toString()), notice.getUserIdsList());
    assertTrue(notice.getText().contains("no enabled contact method"), notice.getText());
    JsonObject drill =
        manager
            .get("api/v1/handoffs/drills?scheduleId=" + rota)
            .body()
            .getJsonArray("drills")
            .getJsonObject(0);
    assertEquals("DRILL_RESULT_UNDELIVERED", drill.getString("result"));
    assertEquals(nowhere.toString(), drill.getString("userId"));
    eventually("nobody was paged, and it is over", () -> alerts().equals(List.of("resolved true")));
    assertEquals(List.of(), pages());
  }

  @Test
  void isForPeopleOneAtATimeAndListedPageByPage() {
    assertEquals(
        409,
        Rest.as(base, "responder", tenant.id)
            .post("api/v1/handoffs/drills", new JsonObject())
            .status());
    UUID first = drillMe();
    assertThrows(Precondition.class, this::drillMe);
    UUID bob = neighbours.identity.person(tenant.id, "Bob");
    clock.advance(Duration.ofSeconds(1));
    UUID second = drill(bob);

    Rest viewer = Rest.as(base, "viewer", tenant.id);
    JsonObject page = viewer.get("api/v1/handoffs/drills?pageSize=1").body();
    assertEquals(second.toString(), page.getJsonArray("drills").getJsonObject(0).getString("id"));
    JsonObject rest =
        viewer.get("api/v1/handoffs/drills?pageToken=" + page.getString("nextPageToken")).body();
    assertEquals(1, rest.getJsonArray("drills").size());
    assertEquals(first.toString(), rest.getJsonArray("drills").getJsonObject(0).getString("id"));
    assertEquals(
        1, viewer.get("api/v1/handoffs/drills?userId=" + bob).body().getJsonArray("drills").size());
    Rest stranger = Rest.as(base, "owner", new TestTenant(database).id);
    assertEquals(404, stranger.get("api/v1/handoffs/drills/" + first).status());
  }

  /** The label of drills may come with any alert: it makes none of it. */
  @Test
  void itsPageCountsInNoAnalyticsAndCostsNobodyTheirRestAndThatOfARealAlertDoes() {
    night();
    UUID drill = drillMe();
    eventually("Ada is paged", () -> pages().size() == 2);
    actions
        .acknowledgeGroup(tenant.acts(ada), pages().getFirst().group(), "")
        .await()
        .atMost(PATIENCE);
    assertEquals("DRILL_RESULT_ANSWERED", ended(drill).getString("result"));
    eventually("its alert is resolved", () -> alerts().equals(List.of("resolved true")));
    eventually("its page is written", () -> written("paged").equals(List.of("paged")));

    assertEquals(List.of("0 alerts", "0 groups", "0 pages"), counted());
    assertEquals(List.of(), wokenAtNight());

    JsonObject real =
        new JsonObject()
            .put("title", "Disk full")
            .put("severity", "SEVERITY_INFO")
            .put("labels", new JsonObject().put(Drill.LABEL, "true"))
            .put("targets", new JsonArray().add(new JsonObject().put("userId", ada.toString())));
    Rest.Reply opened = Rest.as(base, "responder", tenant.id).post("api/v1/alerts", real);
    assertEquals(200, opened.status(), opened.body()::encode);
    eventually("Ada is woken", () -> wokenAtNight().equals(List.of(ada.toString())));
    assertEquals(List.of("1 alerts", "1 groups", "1 pages"), counted());
  }

  /** It is night, for an hour more, and pages are diverted for it. */
  private void night() {
    var now = clock.now().atOffset(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    neighbours.identity.divert(
        tenant.id,
        PageRest.newBuilder()
            .setMinRestHours(11)
            .setNightStart(now.minusHours(1).toString())
            .setNightEnd(now.plusHours(1).toString())
            .setCritical(true)
            .build());
  }

  private List<String> wokenAtNight() {
    return tenant.texts("SELECT user_id::text FROM alerting.night_page");
  }

  private List<String> counted() {
    String until = clock.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
    Rest.Reply reply = Rest.as(base, "viewer", tenant.id).get("api/v1/analytics?end_time=" + until);
    assertEquals(200, reply.status(), reply.body()::encode);
    JsonObject total = reply.body().getJsonObject("total");
    return Stream.of("alerts", "groups", "pages")
        .map(what -> total.getString(what) + " " + what)
        .toList();
  }

  private UUID drillMe() {
    return drill(ada);
  }

  private UUID drill(UUID person) {
    return desk.drill(tenant.acts(person)).await().atMost(PATIENCE).id();
  }

  private JsonObject read(UUID id) {
    Rest.Reply reply = Rest.as(base, "viewer", tenant.id).get("api/v1/handoffs/drills/" + id);
    assertEquals(200, reply.status(), reply.body()::encode);
    return reply.body();
  }

  private JsonObject ended(UUID id) {
    eventually(
        "the drill ends", () -> !read(id).getString("result").equals("DRILL_RESULT_RUNNING"));
    return read(id);
  }

  private long running() {
    return tenant.texts("SELECT result FROM alerting.drill WHERE state = 'pending'").size();
  }

  /** State of each alert, and the value of its label {@code drill}. */
  private List<String> alerts() {
    return tenant.texts("SELECT state || ' ' || (labels ->> 'drill') FROM alerting.alert");
  }

  /** Entries of this code on the tenant's timelines. */
  private List<String> written(String code) {
    return tenant.texts("SELECT code FROM alerting.timeline_event WHERE code = $1", code);
  }

  private List<Page> pages() {
    return neighbours.notification.pages(tenant.id);
  }

  private List<SendNoticeRequest> told() {
    return neighbours.identity.rotas.told(tenant.id);
  }
}
