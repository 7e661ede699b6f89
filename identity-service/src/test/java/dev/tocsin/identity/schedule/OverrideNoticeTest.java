package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.notice.Told;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of overrides that others make: Ann and Ben take turns by day, from 2040 on. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OverrideNoticeTest {

  private TestTenant tenant;
  private TestUser ann;
  private TestUser ben;
  private TestUser cat;
  private String path;

  @BeforeEach
  void makeASchedule() {
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    ben = tenant.user("ben", "responder");
    cat = tenant.user("cat", "responder");
    path =
        "/api/v1/schedules/"
            + create(tenant, "Primary", "UTC", daily("all", 1, "2040-01-01", ann.id(), ben.id()))
                .expect(200)
                .getString("id")
            + "/overrides";
  }

  @Test
  void whoComesOnCallAndWhoGoesOffAreTold() {
    JsonObject made =
        make("REPLACE", cat).put("replacesUserId", ann.id()).put("note", "Ann is ill");
    JsonObject override = tenant.owner().post(path, made).expect(200);

    List<String> first =
        List.of(
            "override_created " + cat.email() + " You are on call on Primary by an override",
            "override_created " + ann.email() + " An override takes you off call on Primary");
    Told.await(tenant, first);
    assertEquals(
        1,
        Told.requests(tenant).stream()
            .map(request -> Told.field(request, "text"))
            .filter(
                text -> text.contains("Sun 1 Jan 2040, 10:00 UTC") && text.contains("Ann is ill"))
            .distinct()
            .count());

    tenant.owner().delete(path + "/" + override.getString("id")).expect(200);
    Told.await(
        tenant,
        List.of(
            first.get(0),
            first.get(1),
            "override_deleted "
                + cat.email()
                + " An override that put you on call on Primary was taken back",
            "override_deleted "
                + ann.email()
                + " An override that took you off call on Primary was taken back"));
  }

  @Test
  void nobodyIsToldOfTheirOwnAndEverybodyWithTurnsOfATakeOver() {
    ann.api().post(path, make("REPLACE", ann).put("replacesUserId", ben.id())).expect(200);
    ben.api().post(path, make("TAKE_OVER", ben).put("endTime", "2040-01-01T12:00:00Z")).expect(200);

    Told.await(
        tenant,
        List.of(
            "override_created " + ben.email() + " An override takes you off call on Primary",
            "override_created " + ann.email() + " An override takes you off call on Primary"));
  }

  private static JsonObject make(String kind, TestUser user) {
    return new JsonObject()
        .put("kind", "OVERRIDE_KIND_" + kind)
        .put("userId", user.id())
        .put("startTime", "2040-01-01T10:00:00Z")
        .put("endTime", "2040-01-03T08:00:00Z");
  }
}
