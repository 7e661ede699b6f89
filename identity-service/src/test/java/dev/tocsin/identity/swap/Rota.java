package dev.tocsin.identity.swap;

import dev.tocsin.identity.FakeNotification;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Schedules of tests, by days from nine to nine or from an imported calendar. */
public final class Rota {

  private Rota() {}

  /** A schedule by days from this one on; its id. */
  public static String daily(TestTenant tenant, String name, String start, TestUser... people) {
    return tenant
        .owner()
        .post("/api/v1/schedules", daily(name, start, people))
        .expect(200)
        .getString("id");
  }

  /** What a schedule by days is asked for with. */
  static JsonObject daily(String name, String start, TestUser... people) {
    return new JsonObject()
        .put("name", name)
        .put("timeZone", "UTC")
        .put(
            "layers",
            JsonArray.of(
                new JsonObject()
                    .put("name", "all")
                    .put(
                        "participants",
                        new JsonArray(List.of(people).stream().map(TestUser::id).toList()))
                    .put(
                        "rotation",
                        new JsonObject()
                            .put("unit", "ROTATION_UNIT_DAY")
                            .put("length", 1)
                            .put("handoffTime", "09:00")
                            .put("startDate", start))));
  }

  /** The text of a calendar with one shift of three hours. */
  public static String imported(Instant start, String who) {
    String at = start.toString().replaceAll("[-:]|\\.\\d+", "");
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

  /** Gives the person an e-mail address that is verified. */
  public static void verified(TestTenant tenant, TestUser user) {
    String contacts = "/api/v1/users/" + user.id() + "/contact-methods";
    String id =
        user.api()
            .post(contacts, new JsonObject().put("kind", "email").put("address", user.email()))
            .expect(200)
            .getString("id");
    user.api().post(contacts + "/" + id + "/send-code", new JsonObject()).expect(200);
    user.api()
        .post(
            contacts + "/" + id + "/verify",
            new JsonObject().put("code", FakeNotification.code(tenant.id())))
        .expect(200);
  }
}
