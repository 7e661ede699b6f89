package dev.tocsin.identity.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.notice.Told;
import dev.tocsin.identity.swap.Rota;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.ListShiftChangesRequest;
import dev.tocsin.proto.identity.v1.ListShiftChangesResponse;
import dev.tocsin.proto.identity.v1.NoticeServiceGrpc;
import dev.tocsin.proto.identity.v1.ScheduleShiftChanges;
import dev.tocsin.proto.identity.v1.SendNoticeRequest;
import dev.tocsin.proto.identity.v1.ShiftChange;
import dev.tocsin.proto.identity.v1.ShiftChangeServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What alerting-service asks around hand-offs, and has people told. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class HandoffCallsTest {

  private static final Instant NINE = Instant.parse("2030-05-06T09:00:00Z");

  private ManagedChannel channel;
  private TestTenant tenant;
  private TestUser ann;
  private TestUser bob;

  @BeforeEach
  void begin() {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    channel = ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    bob = tenant.user("bob", "manager");
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
  }

  @Test
  void tellsWhoComesAndWhoGoesAndLeavesOutWhatIsNotThere() {
    String schedule = Rota.daily(tenant, "Primary", "2030-05-04", ann, bob);

    ListShiftChangesResponse answer =
        changes(NINE.minusSeconds(60), NINE.plusSeconds(60), schedule, UUID.randomUUID() + "");

    assertEquals(1, answer.getSchedulesCount());
    ScheduleShiftChanges found = answer.getSchedules(0);
    assertEquals(schedule, found.getScheduleId());
    assertEquals("Primary", found.getScheduleName());
    assertEquals(Set.of(ann.id(), bob.id()), Set.copyOf(found.getUserIdsList()));
    assertEquals(
        List.of(
            ShiftChange.newBuilder()
                .setChangeTime(ProtoTime.of(NINE))
                .setDuty(Duty.DUTY_PRIMARY)
                .addComingUserIds(ann.id())
                .addGoingUserIds(bob.id())
                .build()),
        found.getChangesList());
    assertEquals(0, changesOfAnother(schedule).getSchedulesCount());
  }

  /** To whoever asks, no change and no answer are two things. */
  @Test
  void saysOfAScheduleThatCannotBeReadThatItCannotAndTellsOfTheOthers() throws SQLException {
    String broken = Rota.daily(tenant, "Broken", "2030-05-04", ann, bob);
    String good = Rota.daily(tenant, "Good", "2030-05-04", ann, bob);
    try (Connection superuser = TestServers.database().superuser();
        Statement statement = superuser.createStatement()) {
      // Under an id of its own, for what was read once is kept.
      assertEquals(
          1,
          statement.executeUpdate(
              "update identity.schedule_version set definition = '{\"layers\": 7}', id ="
                  + " gen_random_uuid() where schedule_id = '"
                  + broken
                  + "'"));
    }

    Map<String, ScheduleShiftChanges> found =
        changes(NINE.minusSeconds(60), NINE.plusSeconds(60), broken, good)
            .getSchedulesList()
            .stream()
            .collect(Collectors.toMap(ScheduleShiftChanges::getScheduleName, each -> each));

    assertEquals(Set.of("Broken", "Good"), found.keySet());
    assertTrue(found.get("Broken").getUnreadable());
    assertEquals(0, found.get("Broken").getChangesCount());
    assertFalse(found.get("Good").getUnreadable());
    assertEquals(1, found.get("Good").getChangesCount());
  }

  @Test
  void refusesARangeOfMoreThanAMonth() {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> changes(NINE, NINE.plusSeconds(32 * 86_400L), UUID.randomUUID() + ""));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    assertTrue(refused.getMessage().contains("end_time"), refused.getMessage());
  }

  @Test
  void tellsPeopleOnceAndTheManagersOfTheTenantWhenTheScheduleHasNoTeam() {
    String schedule = Rota.daily(tenant, "Primary", "2030-05-04", ann);
    SendNoticeRequest request =
        notice().addUserIds(ann.id()).setManagedScheduleId(schedule).build();

    assertEquals(3, send(request));
    assertEquals(3, send(request));

    Told.await(
        tenant,
        List.of(
            "drill " + ann.email() + " Not answered",
            "drill " + bob.email() + " Not answered",
            "drill " + ownerEmail() + " Not answered"));
  }

  @Test
  void tellsTheManagersOfTheScheduleSTeamAlone() {
    String team =
        tenant
            .owner()
            .post(
                "/api/v1/teams",
                new JsonObject()
                    .put("name", "Payments")
                    .put(
                        "members",
                        JsonArray.of(
                            new JsonObject().put("userId", ann.id()).put("role", "ROLE_MANAGER"))))
            .expect(200)
            .getString("id");
    String schedule = Rota.daily(tenant, "Primary", "2030-05-04", bob);
    tenant
        .owner()
        .patch("/api/v1/schedules/" + schedule, new JsonObject().put("teamId", team))
        .expect(200);

    assertEquals(1, send(notice().setManagedScheduleId(schedule).build()));

    Told.await(tenant, List.of("drill " + ann.email() + " Not answered"));
  }

  private String ownerEmail() {
    return tenant.owner().get("/api/v1/users/" + tenant.ownerId()).expect(200).getString("email");
  }

  private static SendNoticeRequest.Builder notice() {
    return SendNoticeRequest.newBuilder()
        .setNoticeId(UUID.randomUUID().toString())
        .setKind("drill")
        .setTitle("Not answered")
        .setText("at all");
  }

  private int send(SendNoticeRequest request) {
    return NoticeServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
        .sendNotice(request)
        .getToldCount();
  }

  private ListShiftChangesResponse changesOfAnother(String schedule) {
    return changes(TestTenant.create(), NINE.minusSeconds(60), NINE.plusSeconds(60), schedule);
  }

  private ListShiftChangesResponse changes(Instant from, Instant until, String... schedules) {
    return changes(tenant, from, until, schedules);
  }

  private ListShiftChangesResponse changes(
      TestTenant whose, Instant from, Instant until, String... schedules) {
    return ShiftChangeServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.service("alerting", UUID.fromString(whose.id())))
        .listShiftChanges(
            ListShiftChangesRequest.newBuilder()
                .addAllScheduleIds(List.of(schedules))
                .setStartTime(ProtoTime.of(from))
                .setEndTime(ProtoTime.of(until))
                .build());
  }
}
