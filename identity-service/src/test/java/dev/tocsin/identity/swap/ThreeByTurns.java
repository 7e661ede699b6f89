package dev.tocsin.identity.swap;

import dev.tocsin.identity.Api.Reply;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/**
 * A schedule of three: Ann, Ben and Cat are on call a day each, from nine to nine, Ann from the
 * first of January 2040 on.
 */
abstract class ThreeByTurns {

  static final String ANNS = "2040-01-01T09:00:00Z";
  static final String BENS = "2040-01-02T09:00:00Z";
  static final String CATS = "2040-01-03T09:00:00Z";

  TestTenant tenant;
  TestUser ann;
  TestUser ben;
  TestUser cat;
  String schedule;

  @BeforeEach
  void makeASchedule() {
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    ben = tenant.user("ben", "responder");
    cat = tenant.user("cat", "responder");
    schedule = Rota.daily(tenant, "Primary", "2040-01-01", ann, ben, cat);
  }

  Reply take(TestUser who, String start, String end) {
    return who.api()
        .post(
            "/api/v1/schedules/" + schedule + "/take-shift",
            new JsonObject().put("startTime", start).put("endTime", end));
  }

  static Reply answer(TestUser who, JsonObject swap, String verb) {
    return who.api().post("/api/v1/swaps/" + swap.getString("id") + "/" + verb, new JsonObject());
  }

  List<String> list(String query) {
    return tenant.owner().get("/api/v1/swaps" + query).expect(200).getJsonArray("swaps").stream()
        .map(swap -> ((JsonObject) swap).getString("id"))
        .toList();
  }

  JsonObject swap(String start, String end) {
    return range(start, end).put("scheduleId", schedule);
  }

  static JsonObject range(String start, String end) {
    return new JsonObject().put("startTime", start).put("endTime", end);
  }

  /** Who is on call at noon of the first four days, by initial. */
  List<String> oncall() {
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
}
