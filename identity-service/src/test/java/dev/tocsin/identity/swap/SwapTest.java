package dev.tocsin.identity.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api.Reply;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.notice.Told;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Shifts that change hands, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SwapTest extends ThreeByTurns {

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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
