package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.override;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.ScheduleEvent;
import dev.tocsin.proto.identity.v1.ScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.WatchSchedulesRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The stream of changes. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class WatchSchedulesTest {

  @Test
  void tellsEveryChangeOnceInOrderAfterTheLastOneSeen() {
    TestTenant tenant = TestTenant.create();
    TestTenant stranger = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    String first =
        tenant
            .owner()
            .get("/api/v1/audit-log?action=schedule.create")
            .expect(200)
            .getJsonArray("events")
            .getJsonObject(0)
            .getString("id");
    Iterator<ScheduleEvent> events = watch(tenant, first);
    create(stranger, "Theirs", "UTC").expect(200);
    tenant.user("ann", "responder");
    String path = "/api/v1/schedules/" + id;

    tenant.owner().patch(path, new JsonObject().put("name", "Second")).expect(200);
    override(tenant.owner(), id, tenant.ownerId(), "2040-01-01T00:00:00Z", "2040-01-02T00:00:00Z")
        .expect(200);
    tenant.owner().delete(path).expect(200);

    List<String> actions = new ArrayList<>();
    String second = "";
    for (int i = 0; i < 3; i++) {
      ScheduleEvent event = events.next();
      actions.add(event.getAction());
      second = i == 1 ? event.getId() : second;
      assertEquals(id, event.getScheduleId());
      assertEquals("user:" + tenant.ownerId(), event.getActor());
    }
    assertEquals(List.of("schedule.update", "override.create", "schedule.delete"), actions);
    assertEquals("schedule.delete", watch(tenant, second).next().getAction());
  }

  @Test
  void refusesToResumeAfterWhatIsNotThere() {
    TestTenant tenant = TestTenant.create();

    StatusRuntimeException refused =
        Assertions.assertThrows(
            StatusRuntimeException.class, () -> watch(tenant, UUID.randomUUID().toString()).next());

    assertEquals(Status.Code.NOT_FOUND, refused.getStatus().getCode());
  }

  private static Iterator<ScheduleEvent> watch(TestTenant tenant, String after) {
    return ScheduleServiceGrpc.newBlockingStub(Grpc.channel())
        .withInterceptors(As.bearer(tenant.owner().credential()))
        .withDeadlineAfter(120, TimeUnit.SECONDS)
        .watchSchedules(WatchSchedulesRequest.newBuilder().setAfterId(after).build());
  }
}
