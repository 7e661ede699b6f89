package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.OverrideTest.inDatabase;
import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.override;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many overrides there are, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OverridesTest {

  @Test
  void aScheduleHasAThousandOverridesThatAreNotOver() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    fill(tenant, id, Overrides.MOST - 1);
    inDatabase(
        """
        insert into identity.schedule_override
          (tenant_id, id, schedule_id, user_id, start_time, end_time, create_time, kind, duty, note,
           author)
        values ('%s', gen_random_uuid(), '%s', '%s', '2020-01-01', '2020-01-02', now(), 1, 0, '', '')
        """
            .formatted(tenant.id(), id, tenant.ownerId()));
    String start = "2031-05-05T12:00:00Z";
    String end = "2031-05-05T13:00:00Z";
    override(tenant.owner(), id, tenant.ownerId(), start, end).expect(200);

    Api.Reply refused = override(tenant.owner(), id, tenant.ownerId(), start, end);

    assertEquals(409, refused.status(), refused.raw().body());
    assertTrue(refused.raw().body().contains("1000"), refused.raw().body());
  }

  @Test
  void noRaceOfCallersPassesTheMost() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    fill(tenant, id, Overrides.MOST - 1);
    String start = "2031-05-05T12:00:00Z";
    String end = "2031-05-05T13:00:00Z";

    List<CompletableFuture<Integer>> racers =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> override(tenant.owner(), id, tenant.ownerId(), start, end).status()))
            .toList();

    List<Integer> answers = racers.stream().map(CompletableFuture::join).sorted().toList();
    assertEquals(List.of(200, 409, 409, 409, 409, 409), answers);
  }

  @Test
  void listsTheOverridesThatAreNotOverByStart() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String last = "";
    for (int hour : List.of(5, 1, 3, 9)) {
      last =
          override(
                  tenant.owner(),
                  id,
                  tenant.ownerId(),
                  now.plus(hour, ChronoUnit.HOURS).toString(),
                  now.plus(hour + 2, ChronoUnit.HOURS).toString())
              .expect(200)
              .getString("id");
    }
    inDatabase(
        "update identity.schedule_override set start_time = now() - interval '5 h',"
            + " end_time = now() - interval '3 h' where id = '"
            + last
            + "'");
    String path = "/api/v1/schedules/" + id + "/overrides?page_size=2";

    JsonObject first = tenant.owner().get(path).expect(200);
    JsonObject second =
        tenant.owner().get(path + "&page_token=" + first.getString("nextPageToken")).expect(200);

    assertEquals(
        List.of(now.plus(1, ChronoUnit.HOURS), now.plus(3, ChronoUnit.HOURS)), starts(first));
    assertEquals(List.of(now.plus(5, ChronoUnit.HOURS)), starts(second));
  }

  private static void fill(TestTenant tenant, String schedule, int count) {
    inDatabase(
        """
        insert into identity.schedule_override
          (tenant_id, id, schedule_id, user_id, start_time, end_time, create_time, kind, duty, note,
           author)
        select '%s', gen_random_uuid(), '%s', '%s', t, t + interval '1 h', now(), 1, 0, '', ''
        from generate_series(
          timestamptz '2030-01-01', timestamptz '2030-01-01' + interval '%d h', '1 h') t
        """
            .formatted(tenant.id(), schedule, tenant.ownerId(), count - 1));
  }

  private static List<Instant> starts(JsonObject page) {
    return page.getJsonArray("overrides").stream()
        .map(override -> Instant.parse(((JsonObject) override).getString("startTime")))
        .toList();
  }
}
