package dev.tocsin.alerting.handoff;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.schedule;
import static dev.tocsin.alerting.support.TestTenant.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.FakeRotas.Change;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.SendNoticeRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told at hand-offs, and what people set and leave for them. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class HandoffTest {

  private static final List<String> ALL = List.of("before", "begin", "end");

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;
  @Inject HandoffDesk desk;

  @TestHTTPResource("/")
  URI base;

  private Neighbours neighbours;
  private TestTenant tenant;
  private Rest manager;
  private UUID ada;
  private UUID bob;
  private UUID rota;
  private Instant handOff;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    manager = Rest.as(base, "manager", tenant.id);
    ada = neighbours.identity.person(tenant.id, "Ada");
    bob = neighbours.identity.person(tenant.id, "Bob");
    rota = neighbours.identity.schedule(tenant.id, List.of(bob), List.of(ada));
    handOff = clock.now().plus(Duration.ofMinutes(62)).truncatedTo(ChronoUnit.MICROS);
    neighbours.identity.rotas.rota(
        tenant.id, rota, "Primary", Set.of(ada, bob), new Change(handOff, ada, bob));
  }

  @Test
  void whoComesIsToldBeforeAndAtTheHandOffWithWhatIsOpenAndTheNote() {
    UUID policy = tenant.policy(0, null, true, step(0, schedule(rota, false)));
    tenant.fire(policy, Duration.ZERO);
    UUID other = tenant.policy(0, null, false, step(0, TestTenant.user(bob)));
    tenant.join(tenant.fire(other, Duration.ofDays(1)).group(), other, "None of theirs");
    note(bob, "Backups run **until noon**");
    set(new JsonObject().put("notices", true));
    eventually("what comes is written", () -> rows("pending").equals(ALL));

    clock.advance(Duration.ofMinutes(3));

    eventually("Ada is told before", () -> told(ada).size() == 1);
    SendNoticeRequest before = told(ada).getFirst();
    assertEquals("handoff", before.getKind());
    assertEquals(
        "You go on call for Primary at <t:" + handOff.getEpochSecond() + ">", before.getTitle());
    assertTrue(before.getText().contains("You take over from Bob"), before.getText());
    assertTrue(before.getText().contains("1 alert is open:\n- [critical"), before.getText());
    assertTrue(before.getText().contains("Disk full http"), before.getText());
    assertTrue(before.getText().contains("Note by Bob"), before.getText());
    assertTrue(before.getText().contains("Backups run **until noon**"), before.getText());

    // Told, it may not be done yet; an hour later it would be too late for it.
    eventually("it is done", () -> rows("told").equals(List.of("before")));

    clock.advance(Duration.ofHours(1));

    eventually("Ada is told that she is on call", () -> told(ada).size() == 2);
    eventually("Bob is told that he is no longer", () -> told(bob).size() == 1);
    assertEquals("You are on call for Primary", told(ada).getLast().getTitle());
    assertEquals("You are no longer on call for Primary", told(bob).getFirst().getTitle());
    assertTrue(told(bob).getFirst().getText().contains("Ada took over from you"));
    eventually("all is done", () -> rows("told").equals(ALL));
  }

  @Test
  void whatNoLongerHoldsWhenItIsDueIsNotTold() {
    set(new JsonObject().put("notices", true));
    eventually("what comes is written", () -> rows("pending").equals(ALL));

    neighbours.identity.rotas.rota(tenant.id, rota, "Primary", Set.of(ada, bob));
    clock.advance(Duration.ofMinutes(3));

    eventually("it is void", () -> rows("void").equals(List.of("before")));
    assertEquals(List.of(), neighbours.identity.rotas.told(tenant.id));
  }

  @Test
  void whatCannotBeReadWhenItIsDueIsToldOnceItCanBe() {
    set(new JsonObject().put("notices", true));
    eventually("what comes is written", () -> rows("pending").equals(ALL));

    neighbours.identity.rotas.unreadable(tenant.id, rota, "Primary");
    clock.advance(Duration.ofMinutes(3));
    eventually("it was tried, and waits", () -> failed().equals(List.of("before")));
    assertEquals(ALL, rows("pending"));

    neighbours.identity.rotas.rota(
        tenant.id, rota, "Primary", Set.of(ada, bob), new Change(handOff, ada, bob));
    eventually("Ada is told before", () -> told(ada).size() == 1);
    eventually("it is done", () -> rows("told").equals(List.of("before")));
  }

  @Test
  void whatCannotBeReadUntilItIsTooLateIsNotTold() {
    set(new JsonObject().put("notices", true));
    eventually("what comes is written", () -> rows("pending").equals(ALL));

    neighbours.identity.rotas.unreadable(tenant.id, rota, "Primary");
    clock.advance(Duration.ofMinutes(3));
    eventually("it was tried, and waits", () -> failed().equals(List.of("before")));
    clock.advance(Duration.ofHours(3));

    eventually("it is too late for all", () -> rows("late").equals(ALL));
    assertEquals(List.of(), neighbours.identity.rotas.told(tenant.id));
  }

  @Test
  void switchedOffNothingIsToldAndAScheduleThatIsGoneIsForgotten() {
    set(new JsonObject().put("notices", true));
    eventually("what comes is written", () -> rows("pending").equals(ALL));
    set(new JsonObject().put("notices", false));
    assertEquals(List.of(), rows("pending"));

    UUID gone = UUID.randomUUID();
    neighbours.identity.rotas.rota(tenant.id, gone, "Gone", Set.of());
    assertEquals(200, manager.patch(settings(gone), new JsonObject().put("drills", true)).status());
    tenant.run(
        "UPDATE alerting.handoff_setting SET id = $2 WHERE id = $1", gone, UUID.randomUUID());
    clock.advance(Duration.ofMinutes(2));
    eventually(
        "it is forgotten",
        () ->
            tenant
                .texts("SELECT state FROM alerting.handoff_setting ORDER BY state")
                .equals(List.of("off")));
  }

  @Test
  void settingsAreTheUsualOnesUntilSomebodyChangesThemAndKeepToTheirBounds() {
    JsonObject usual = manager.get(settings(rota)).body();
    assertEquals(false, usual.getBoolean("notices", false));
    assertEquals("3600s", usual.getString("noticeBefore"));
    assertEquals("900s", usual.getString("drillAnswerWithin"));

    JsonObject changed = set(new JsonObject().put("drills", true).put("drillAnswerWithin", "600s"));
    assertEquals(true, changed.getBoolean("drills"));
    assertEquals("600s", changed.getString("drillAnswerWithin"));
    assertEquals("3600s", changed.getString("noticeBefore"));
    assertEquals("key", changed.getJsonObject("updatedBy").getString("kind"));
    assertEquals(changed, manager.get(settings(rota)).body());

    refused("settings.notice_before", new JsonObject().put("noticeBefore", "59s"));
    refused("settings.drill_answer_within", new JsonObject().put("drillAnswerWithin", "7201s"));
    assertEquals(
        403,
        Rest.as(base, "responder", tenant.id)
            .patch(settings(rota), new JsonObject().put("notices", true))
            .status());
    Rest stranger = Rest.as(base, "owner", new TestTenant(database).id);
    assertEquals(404, stranger.get(settings(rota)).status());
    assertEquals(
        404, stranger.patch(settings(rota), new JsonObject().put("notices", true)).status());
  }

  @Test
  void notesAreForThePeopleOfTheScheduleAndManagersToWriteAndEverybodyToRead() {
    note(ada, "First");
    JsonObject second =
        manager
            .post(
                "api/v1/handoffs/notes",
                new JsonObject().put("scheduleId", rota.toString()).put("text", "Second"))
            .body();
    assertEquals("Second", second.getString("text"));

    Rest viewer = Rest.as(base, "viewer", tenant.id);
    JsonObject page = viewer.get("api/v1/handoffs/notes?pageSize=1&scheduleId=" + rota).body();
    assertEquals(second, page.getJsonArray("notes").getJsonObject(0));
    JsonObject rest =
        viewer
            .get(
                "api/v1/handoffs/notes?scheduleId="
                    + rota
                    + "&pageToken="
                    + page.getString("nextPageToken"))
            .body();
    assertEquals("First", rest.getJsonArray("notes").getJsonObject(0).getString("text"));
    assertEquals("", rest.getString("nextPageToken", ""));

    Rest responder = Rest.as(base, "responder", tenant.id);
    JsonObject theirs = new JsonObject().put("scheduleId", rota.toString()).put("text", "x");
    assertEquals(403, responder.post("api/v1/handoffs/notes", theirs).status());
    assertEquals(
        400, manager.post("api/v1/handoffs/notes", theirs.copy().put("text", " ")).status());
    assertEquals(
        404,
        Rest.as(base, "owner", new TestTenant(database).id)
            .post("api/v1/handoffs/notes", theirs)
            .status());
  }

  private void note(UUID by, String text) {
    desk.write(tenant.acts(by), rota, text).await().atMost(Duration.ofSeconds(60));
  }

  private JsonObject set(JsonObject change) {
    Rest.Reply reply = manager.patch(settings(rota), change);
    assertEquals(200, reply.status(), reply.body()::encode);
    return reply.body();
  }

  private void refused(String field, JsonObject change) {
    Rest.Reply reply = manager.patch(settings(rota), change);
    assertEquals(400, reply.status());
    assertTrue(reply.body().encode().contains(field), reply.body()::encode);
  }

  private static String settings(UUID schedule) {
    return "api/v1/handoffs/settings/" + schedule;
  }

  /** Kinds of what is in this state. */
  private List<String> rows(String state) {
    return tenant.texts("SELECT kind FROM alerting.handoff WHERE state = $1 ORDER BY kind", state);
  }

  /** Kinds of what waits because it failed. */
  private List<String> failed() {
    return tenant.texts(
        "SELECT kind FROM alerting.handoff WHERE state = 'pending' AND last_error LIKE '%cannot be"
            + " read now%'");
  }

  private List<SendNoticeRequest> told(UUID person) {
    return neighbours.identity.rotas.told(tenant.id).stream()
        .filter(notice -> notice.getUserIdsList().contains(person.toString()))
        .toList();
  }
}
