package dev.tocsin.identity.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.Api.Reply;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.notice.Told;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shifts that change hands, over REST. Ann, Ben and Cat are on call a day each, from nine to nine,
 * Ann from the first of January 2040 on.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SwapTest {

  private static final String ANNS = "2040-01-01T09:00:00Z";
  private static final String BENS = "2040-01-02T09:00:00Z";
  private static final String CATS = "2040-01-03T09:00:00Z";

  private TestTenant tenant;
  private TestUser ann;
  private TestUser ben;
  private TestUser cat;
  private String schedule;

  @BeforeEach
  void makeASchedule() {
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    ben = tenant.user("ben", "responder");
    cat = tenant.user("cat", "responder");
    schedule = schedule("Primary", ann.id(), ben.id(), cat.id());
  }

  @Test
  void anAcceptedSwapChangesHandsInBothDirectionsAndTellsBoth() {
    JsonObject made =
        ann.api()
            .post(
                "/api/v1/swaps",
                swap(ANNS, BENS)
                    .put("askedUserId", ben.id())
                    .put("inReturn", range(BENS, CATS))
                    .put("note", "Dentist"))
            .expect(200);
    assertEquals("SWAP_STATE_OPEN", made.getString("state"));
    assertEquals(ann.id(), made.getString("userId"));
    assertEquals(List.of("a", "b", "c", "a"), oncall());

    JsonObject accepted = answer(ben, made, "accept").expect(200);

    assertEquals("SWAP_STATE_ACCEPTED", accepted.getString("state"));
    assertEquals(ben.id(), accepted.getString("takenByUserId"));
    assertEquals(2, accepted.getJsonArray("overrides").size());
    assertEquals(List.of("b", "a", "c", "a"), oncall());
    Told.await(
        tenant,
        List.of(
            "swap_requested " + ben.email() + " ann asks you to take a shift on Primary",
            "swap_accepted " + ann.email() + " ben takes your shift on Primary",
            "swap_accepted " + ben.email() + " You take ann's shift on Primary"));
    String asked =
        Told.requests(tenant).stream()
            .filter(request -> Told.field(request, "kind").equals("swap_requested"))
            .map(request -> Told.field(request, "text"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        "From Sun 1 Jan 2040, 09:00 UTC until Mon 2 Jan 2040, 09:00 UTC. In return ann takes ben's"
            + " shift from Mon 2 Jan 2040, 09:00 UTC until Tue 3 Jan 2040, 09:00 UTC.\nDentist",
        asked);
    assertEquals(409, answer(cat, made, "accept").status());
  }

  @Test
  void anybodyOfTheScheduleMayAcceptWhatAsksNobodyInParticular() {
    TestUser dan = tenant.user("dan", "responder");
    JsonObject made = ann.api().post("/api/v1/swaps", swap(ANNS, BENS)).expect(200);

    assertEquals(403, answer(dan, made, "accept").status());
    assertEquals(409, answer(ann, made, "accept").status());
    assertEquals(409, answer(cat, made, "decline").status());
    answer(cat, made, "accept").expect(200);

    assertEquals(List.of("c", "b", "c", "a"), oncall());
    Told.await(
        tenant,
        List.of(
            "swap_requested " + ben.email() + " ann looks for somebody to take a shift on Primary",
            "swap_requested " + cat.email() + " ann looks for somebody to take a shift on Primary",
            "swap_accepted " + ann.email() + " cat takes your shift on Primary",
            "swap_accepted " + cat.email() + " You take ann's shift on Primary"));
  }

  @Test
  void theNoteOfWhatAsksNobodyInParticularIsForThePeopleOfTheSchedule() {
    TestUser dan = tenant.user("dan", "responder");
    JsonObject made =
        ann.api().post("/api/v1/swaps", swap(ANNS, BENS).put("note", "Dentist")).expect(200);
    String path = "/api/v1/swaps/" + made.getString("id");

    assertEquals("Dentist", made.getString("note"));
    assertEquals("Dentist", ben.api().get(path).expect(200).getString("note"));
    assertEquals("Dentist", tenant.owner().get(path).expect(200).getString("note"));
    assertEquals("", dan.api().get(path).expect(200).getString("note"));
    assertEquals("", noteInTheList(dan));
    assertEquals("Dentist", noteInTheList(cat));
  }

  @Test
  void theNoteIsForWhoIsOfTheScheduleNowOrToComeAndNotForWhoOnceWas() {
    TestUser dan = tenant.user("dan", "responder");
    TestUser eve = tenant.user("eve", "responder");
    Instant event = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    String feed =
        tenant
            .owner()
            .post(
                "/api/v1/calendar-feeds",
                new JsonObject().put("name", "Rota").put("content", calendar(event, dan.email())))
            .expect(200)
            .getString("id");
    String path = "/api/v1/schedules/" + schedule;
    JsonArray layers = tenant.owner().get(path).expect(200).getJsonArray("layers");
    layers.add(new JsonObject().put("name", "imported").put("feedId", feed));
    tenant.owner().patch(path, new JsonObject().put("layers", layers)).expect(200);
    tenant.owner().delete(path + "/members/" + ben.id()).expect(200);

    ann.api().post("/api/v1/swaps", swap(ANNS, BENS).put("note", "Dentist")).expect(200);

    assertEquals("Dentist", noteInTheList(cat));
    assertEquals("Dentist", noteInTheList(dan), "has a turn to come by the calendar");
    assertEquals("", noteInTheList(eve));
    assertEquals("", noteInTheList(ben), "has no turns any more");
  }

  private static String calendar(Instant start, String who) {
    String at = start.toString().replaceAll("[-:]", "");
    return String.join(
        "\r\n",
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//test//EN",
        "BEGIN:VEVENT",
        "UID:one@test",
        "DTSTAMP:" + at,
        "DTSTART:" + at,
        "DURATION:PT3H",
        "SUMMARY:" + who,
        "END:VEVENT",
        "END:VCALENDAR",
        "");
  }

  private String noteInTheList(TestUser reader) {
    return reader
        .api()
        .get("/api/v1/swaps?schedule_id=" + schedule)
        .expect(200)
        .getJsonArray("swaps")
        .getJsonObject(0)
        .getString("note");
  }

  @Test
  void whatASwapMadeIsUndoneByThePartiesOrAManager() {
    JsonObject made =
        ann.api()
            .post(
                "/api/v1/swaps",
                swap(ANNS, BENS).put("askedUserId", ben.id()).put("inReturn", range(BENS, CATS)))
            .expect(200);
    JsonArray overrides = answer(ben, made, "accept").expect(200).getJsonArray("overrides");
    JsonObject first = overrides.getJsonObject(0);
    assertEquals(made.getString("id"), first.getString("swapId"));
    String path = "/api/v1/schedules/" + schedule + "/overrides/";

    Reply stranger = cat.api().delete(path + first.getString("id"));
    assertEquals(403, stranger.status(), stranger.raw().body());
    assertTrue(stranger.raw().body().contains("one of the two"), stranger.raw().body());
    ben.api().delete(path + first.getString("id")).expect(200);
    tenant.owner().delete(path + overrides.getJsonObject(1).getString("id")).expect(200);

    assertEquals(List.of("a", "b", "c", "a"), oncall());
  }

  @Test
  void onlyThePersonAskedAnswersAndOnlyTheOwnerTakesItBack() {
    JsonObject made =
        ann.api().post("/api/v1/swaps", swap(ANNS, BENS).put("askedUserId", ben.id())).expect(200);

    assertEquals(403, answer(cat, made, "accept").status());
    assertEquals(403, answer(cat, made, "decline").status());
    assertEquals(403, answer(ben, made, "cancel").status());
    assertEquals(
        "SWAP_STATE_DECLINED", answer(ben, made, "decline").expect(200).getString("state"));
    Reply late = answer(ben, made, "accept");
    assertEquals(409, late.status());
    assertTrue(late.raw().body().contains("is declined"), late.raw().body());

    JsonObject other =
        ann.api().post("/api/v1/swaps", swap(ANNS, BENS).put("askedUserId", ben.id())).expect(200);
    assertEquals(
        "SWAP_STATE_CANCELLED", answer(ann, other, "cancel").expect(200).getString("state"));
    assertEquals(List.of("a", "b", "c", "a"), oncall());
    Told.await(
        tenant,
        List.of(
            "swap_requested " + ben.email() + " ann asks you to take a shift on Primary",
            "swap_declined " + ann.email() + " ben does not take your shift on Primary",
            "swap_declined " + ben.email() + " You do not take ann's shift on Primary",
            "swap_requested " + ben.email() + " ann asks you to take a shift on Primary",
            "swap_cancelled " + ben.email() + " ann's shift on Primary need not be taken any more",
            "swap_cancelled " + ann.email() + " Your shift on Primary stays yours"));
  }

  @Test
  void aManagerDoesForOthersWhatAResponderMayNot() {
    JsonObject bens = swap(BENS, CATS).put("userId", ben.id()).put("askedUserId", cat.id());
    assertEquals(403, ann.api().post("/api/v1/swaps", bens).status());
    TestUser boss = tenant.user("boss", "manager");

    JsonObject made = boss.api().post("/api/v1/swaps", bens).expect(200);
    boss.api()
        .post(
            "/api/v1/swaps/" + made.getString("id") + "/accept",
            new JsonObject().put("userId", cat.id()))
        .expect(200);

    assertEquals(List.of("a", "c", "c", "a"), oncall());
    Told.await(
        tenant,
        List.of(
            "swap_requested " + cat.email() + " ben asks you to take a shift on Primary",
            "swap_requested " + ben.email() + " Somebody was asked to take your shift on Primary",
            "swap_accepted " + ben.email() + " cat takes your shift on Primary",
            "swap_accepted " + cat.email() + " You take ben's shift on Primary"));
  }

  @Test
  void whatSpeaksAgainstItIsToldBeforeAnythingIsStored() {
    schedule("Second", ben.id());

    JsonObject would =
        ann.api()
            .post("/api/v1/swaps?validate_only=true", swap(ANNS, BENS).put("askedUserId", ben.id()))
            .expect(200);

    assertEquals(
        List.of("SHIFT_CONFLICT_KIND_ON_CALL", "SHIFT_CONFLICT_KIND_NOT_VERIFIED"),
        would.getJsonArray("conflicts").stream()
            .map(each -> ((JsonObject) each).getString("kind"))
            .toList());
    JsonObject clash = would.getJsonArray("conflicts").getJsonObject(0);
    assertEquals(ben.id(), clash.getString("userId"));
    assertTrue(clash.getString("text").contains("'Second'"), clash.encode());
    assertEquals("", would.getString("id", ""));
    assertEquals(new JsonArray(), ann.api().get("/api/v1/swaps").expect(200).getJsonArray("swaps"));
  }

  @Test
  void thatTheTakerIsSecondaryThenIsTold() {
    JsonObject two = schedule(List.of(ann.id(), ben.id())).put("name", "Two");
    two.getJsonArray("layers").getJsonObject(0).put("secondaryOffset", 1);
    String other = tenant.owner().post("/api/v1/schedules", two).expect(200).getString("id");

    JsonObject would =
        ann.api()
            .post(
                "/api/v1/swaps?validate_only=true",
                swap(ANNS, BENS).put("scheduleId", other).put("askedUserId", ben.id()))
            .expect(200);

    JsonObject clash = would.getJsonArray("conflicts").getJsonObject(0);
    assertEquals("SHIFT_CONFLICT_KIND_ON_CALL", clash.getString("kind"));
    assertTrue(clash.getString("text").contains("as secondary on schedule 'Two'"), clash.encode());
  }

  @Test
  void whatIsNotThePersonsOwnCannotBeAskedFor() {
    assertEquals(List.of("swap.start_time"), refused(swap(BENS, CATS)));
    assertEquals(List.of("swap.end_time"), refused(swap(BENS, ANNS)));
    assertEquals(List.of("swap.end_time"), refused(swap(ANNS, "2040-03-01T00:00:00Z")));
    assertEquals(
        List.of("swap.start_time"), refused(swap("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z")));
    assertEquals(
        List.of("swap.in_return"), refused(swap(ANNS, BENS).put("inReturn", range(BENS, CATS))));
    assertEquals(
        List.of("swap.in_return.start_time"),
        refused(swap(ANNS, BENS).put("askedUserId", cat.id()).put("inReturn", range(BENS, CATS))));
    assertEquals(
        List.of("swap.asked_user_id"), refused(swap(ANNS, BENS).put("askedUserId", ann.id())));
    assertEquals(
        List.of("swap.asked_user_id"),
        refused(swap(ANNS, BENS).put("askedUserId", "019a0000-0000-7000-8000-000000000001")));
  }

  @Test
  void aSwapOfWhatWasHandedOverMeanwhileIsRefused() {
    JsonObject made =
        ann.api().post("/api/v1/swaps", swap(ANNS, BENS).put("askedUserId", ben.id())).expect(200);
    take(cat, ANNS, BENS).expect(200);

    Reply late = answer(ben, made, "accept");

    assertEquals(409, late.status());
    assertTrue(late.raw().body().contains("not on call"), late.raw().body());
    assertEquals(List.of("c", "b", "c", "a"), oncall());
  }

  @Test
  void ofManyWhoAcceptAtOnceOneGetsTheShift() {
    List<TestUser> all = List.of(ben, cat, ben, cat, ben, cat);
    JsonObject made = ann.api().post("/api/v1/swaps", swap(ANNS, BENS)).expect(200);
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Integer>> answers =
        all.stream()
            .map(
                user ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          await(go);
                          return answer(user, made, "accept").status();
                        }))
            .toList();

    go.countDown();

    assertEquals(1, answers.stream().map(CompletableFuture::join).filter(s -> s == 200).count());
    assertEquals(
        1,
        tenant
            .owner()
            .get("/api/v1/schedules/" + schedule + "/overrides")
            .expect(200)
            .getJsonArray("overrides")
            .size());
  }

  @Test
  void takingAShiftTakesWhatIsOthersAndTellsThem() {
    JsonObject taken = take(cat, "2040-01-02T08:00:00Z", "2040-01-03T12:00:00Z").expect(200);

    assertEquals(
        List.of(
            cat.id() + " 2040-01-02T08:00:00Z 2040-01-02T09:00:00Z",
            cat.id() + " 2040-01-02T09:00:00Z 2040-01-03T09:00:00Z"),
        words(taken.getJsonArray("overrides")));
    assertEquals(List.of("a", "c", "c", "a"), oncall());
    Told.await(
        tenant,
        List.of(
            "shift_taken " + ann.email() + " cat takes your shift on Primary",
            "shift_taken " + ben.email() + " cat takes your shift on Primary",
            "shift_taken " + cat.email() + " You take ann's shift on Primary",
            "shift_taken " + cat.email() + " You take ben's shift on Primary"));
  }

  @Test
  void takingOnlyOnesPartLeavesTheOthers() {
    JsonObject only =
        new JsonObject()
            .put("startTime", "2040-01-02T08:00:00Z")
            .put("endTime", "2040-01-03T12:00:00Z")
            .put("replacesUserId", ben.id());
    String path = "/api/v1/rosters/" + schedule + "/take-shift";

    JsonObject would = cat.api().post(path, only.copy().put("validateOnly", true)).expect(200);
    assertEquals(1, would.getJsonArray("overrides").size());
    assertEquals(List.of("a", "b", "c", "a"), oncall());
    cat.api().post(path, only).expect(200);

    assertEquals(List.of("a", "c", "c", "a"), oncall());
    assertEquals(400, take(cat, BENS, CATS).status());
    assertEquals(400, take(cat, "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z").status());
    assertEquals(403, ben.api().post(path, only.copy().put("userId", ann.id())).status());
  }

  @Test
  void aSwapThatNobodyAcceptsExpiresWhenTheShiftBegins() throws Exception {
    JsonObject made =
        ann.api().post("/api/v1/swaps", swap(ANNS, BENS).put("askedUserId", ben.id())).expect(200);
    try (Connection superuser = TestServers.database().superuser();
        var update =
            superuser.prepareStatement(
                """
                update identity.shift_swap
                set start_time = now() - interval '1 hour', due_at = now() - interval '1 hour'
                where id = ?::uuid
                """)) {
      update.setString(1, made.getString("id"));
      assertEquals(1, update.executeUpdate());
    }

    assertEquals(409, answer(ben, made, "accept").status());
    Told.await(
        tenant,
        List.of(
            "swap_requested " + ben.email() + " ann asks you to take a shift on Primary",
            "swap_expired " + ann.email() + " Nobody took your shift on Primary"));
    assertEquals(
        "SWAP_STATE_EXPIRED",
        ann.api().get("/api/v1/swaps/" + made.getString("id")).expect(200).getString("state"));
    assertEquals(1, list("?state=SWAP_STATE_EXPIRED").size());
    assertEquals(0, list("?state=SWAP_STATE_OPEN").size());
  }

  @Test
  void aSwapEndsWhenTheShiftInReturnBegins() throws Exception {
    JsonObject made =
        ann.api()
            .post(
                "/api/v1/swaps",
                swap("2040-01-04T09:00:00Z", "2040-01-05T09:00:00Z")
                    .put("askedUserId", ben.id())
                    .put("inReturn", range(BENS, CATS)))
            .expect(200);
    try (Connection superuser = TestServers.database().superuser();
        var update =
            superuser.prepareStatement(
                """
                update identity.shift_swap set return_start = now() - interval '1 hour'
                where id = ?::uuid and due_at = ?::timestamptz
                """)) {
      update.setString(1, made.getString("id"));
      update.setString(2, BENS);
      assertEquals(1, update.executeUpdate());
    }

    Reply late = answer(ben, made, "accept");
    assertEquals(409, late.status());
    assertTrue(late.raw().body().contains("is expired"), late.raw().body());
    assertEquals(1, list("?state=SWAP_STATE_EXPIRED").size());
    assertEquals(0, list("?state=SWAP_STATE_OPEN").size());
    assertEquals(List.of("a", "b", "c", "a"), oncall());
  }

  @Test
  void whileAShiftIsAskedForItIsNotAskedForAgain() {
    JsonObject made = ann.api().post("/api/v1/swaps", swap(ANNS, BENS)).expect(200);

    JsonObject part = swap(ANNS, "2040-01-01T12:00:00Z").put("askedUserId", ben.id());
    Reply again = ann.api().post("/api/v1/swaps", part);
    assertEquals(409, again.status());
    assertTrue(again.raw().body().contains(made.getString("id")), again.raw().body());
    assertEquals(1, list("").size());

    ben.api().post("/api/v1/swaps", swap(BENS, CATS)).expect(200);
    answer(ann, made, "cancel").expect(200);
    ann.api().post("/api/v1/swaps", part).expect(200);
  }

  @Test
  void theNoteIsForThePartiesAndManagers() {
    JsonObject wish = swap(ANNS, BENS).put("askedUserId", ben.id()).put("note", "Dentist");
    JsonObject made = ann.api().post("/api/v1/swaps", wish).expect(200);

    assertEquals(
        List.of("Dentist", "Dentist", "Dentist", ""),
        Stream.of(ann.api(), ben.api(), tenant.owner(), cat.api())
            .map(
                api ->
                    api.get("/api/v1/swaps/" + made.getString("id"))
                        .expect(200)
                        .getString("note", ""))
            .toList());
  }

  @Test
  void swapsAreListedNewestFirstPageByPageAndByParty() {
    String first =
        ann.api()
            .post("/api/v1/swaps", swap(ANNS, BENS).put("askedUserId", ben.id()))
            .expect(200)
            .getString("id");
    String second =
        ben.api()
            .post("/api/v1/swaps", swap(BENS, CATS).put("askedUserId", cat.id()))
            .expect(200)
            .getString("id");
    String open =
        ann.api()
            .post("/api/v1/swaps", swap("2040-01-04T09:00:00Z", "2040-01-05T09:00:00Z"))
            .expect(200)
            .getString("id");

    assertEquals(List.of(open, second, first), list(""));
    assertEquals(List.of(open, second), list("?user_id=" + cat.id()));
    JsonObject page = tenant.owner().get("/api/v1/swaps?page_size=2").expect(200);
    assertEquals("ann", page.getJsonObject("userNames").getString(ann.id()));
    assertEquals("Primary", page.getJsonObject("scheduleNames").getString(schedule));
    assertEquals(
        List.of(first), list("?page_size=2&page_token=" + page.getString("nextPageToken")));
    assertEquals(
        2, ann.api().get("/api/v1/swaps?user_id=me").expect(200).getJsonArray("swaps").size());
    assertEquals(List.of(), list("?schedule_id=" + tenant.ownerId()));
  }

  @Test
  void noticesFollowThePersonsPreferences() {
    ben.api()
        .patch(
            "/api/v1/users/" + ben.id() + "/preferences",
            new JsonObject().put("notices", new JsonObject().put("off", true)))
        .expect(200);
    ann.api()
        .post(
            "/api/v1/users/" + ann.id() + "/contact-methods",
            new JsonObject().put("kind", "slack").put("address", "U024BE7LH"))
        .expect(200);
    ann.api()
        .patch(
            "/api/v1/users/" + ann.id() + "/preferences",
            new JsonObject()
                .put("timeZone", "America/Chicago")
                .put(
                    "notices",
                    new JsonObject().put("contactKinds", JsonArray.of("CONTACT_KIND_SLACK"))))
        .expect(200);

    take(ben, ANNS, BENS).expect(200);

    Told.await(tenant, List.of("shift_taken U024BE7LH ben takes your shift on Primary"));
    assertEquals(
        "From Sun 1 Jan 2040, 03:00 CST until Mon 2 Jan 2040, 03:00 CST.",
        Told.field(Told.requests(tenant).getFirst(), "text"));
    assertEquals(
        400,
        ann.api()
            .patch(
                "/api/v1/users/" + ann.id() + "/preferences",
                new JsonObject()
                    .put(
                        "notices",
                        new JsonObject()
                            .put(
                                "contactKinds",
                                JsonArray.of("CONTACT_KIND_SLACK", "CONTACT_KIND_SLACK"))))
            .status());
  }

  private List<String> refused(JsonObject swap) {
    Reply reply = ann.api().post("/api/v1/swaps", swap);
    JsonObject body = reply.expect(400);
    return Stream.of(
            "swap.in_return.start_time",
            "swap.in_return",
            "swap.asked_user_id",
            "swap.start_time",
            "swap.end_time")
        .filter(field -> body.encode().contains("\"" + field + "\""))
        .limit(1)
        .toList();
  }

  private Reply take(TestUser who, String start, String end) {
    return who.api()
        .post(
            "/api/v1/schedules/" + schedule + "/take-shift",
            new JsonObject().put("startTime", start).put("endTime", end));
  }

  private static Reply answer(TestUser who, JsonObject swap, String verb) {
    return who.api().post("/api/v1/swaps/" + swap.getString("id") + "/" + verb, new JsonObject());
  }

  private List<String> list(String query) {
    return tenant.owner().get("/api/v1/swaps" + query).expect(200).getJsonArray("swaps").stream()
        .map(swap -> ((JsonObject) swap).getString("id"))
        .toList();
  }

  private JsonObject swap(String start, String end) {
    return range(start, end).put("scheduleId", schedule);
  }

  private static JsonObject range(String start, String end) {
    return new JsonObject().put("startTime", start).put("endTime", end);
  }

  private static List<String> words(JsonArray overrides) {
    return overrides.stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                each.getString("userId")
                    + " "
                    + each.getString("startTime")
                    + " "
                    + each.getString("endTime"))
        .toList();
  }

  /** Who is on call at noon of the first four days, by initial. */
  private List<String> oncall() {
    return Stream.of(1, 2, 3, 4)
        .map(
            day ->
                tenant
                    .owner()
                    .get(
                        "/api/v1/schedules/"
                            + schedule
                            + "/oncall?at=2040-01-0"
                            + day
                            + "T12:00:00Z")
                    .expect(200)
                    .getJsonArray("onCall")
                    .getJsonObject(0)
                    .getString("userId"))
        .map(id -> id.equals(ann.id()) ? "a" : id.equals(ben.id()) ? "b" : "c")
        .toList();
  }

  private String schedule(String name, String... people) {
    Api owner = tenant.owner();
    return owner
        .post("/api/v1/schedules", schedule(List.of(people)).put("name", name))
        .expect(200)
        .getString("id");
  }

  private static JsonObject schedule(List<String> people) {
    return new JsonObject()
        .put("timeZone", "UTC")
        .put(
            "layers",
            JsonArray.of(
                new JsonObject()
                    .put("name", "all")
                    .put("participants", new JsonArray(people))
                    .put(
                        "rotation",
                        new JsonObject()
                            .put("unit", "ROTATION_UNIT_DAY")
                            .put("length", 1)
                            .put("handoffTime", "09:00")
                            .put("startDate", "2040-01-01"))));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
