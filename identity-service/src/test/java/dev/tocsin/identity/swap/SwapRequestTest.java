package dev.tocsin.identity.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api.Reply;
import dev.tocsin.identity.notice.Told;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be asked for, what speaks against it, how long it stands and who finds it. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SwapRequestTest extends ThreeByTurns {

  @Test
  void whatSpeaksAgainstItIsToldBeforeAnythingIsStored() {
    Rota.daily(tenant, "Second", "2040-01-01", ben);

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
    JsonObject two = Rota.daily("Two", "2040-01-01", ann, ben);
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
}
