package dev.tocsin.identity.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.notice.Told;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shift that somebody takes without being asked, and who is told. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TakeShiftTest extends ThreeByTurns {

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
}
