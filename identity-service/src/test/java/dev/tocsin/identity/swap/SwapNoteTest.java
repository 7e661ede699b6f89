package dev.tocsin.identity.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who reads what is written to a swap. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SwapNoteTest extends ThreeByTurns {

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
                new JsonObject()
                    .put("name", "Rota")
                    .put("content", Rota.imported(event, dan.email())))
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
}
