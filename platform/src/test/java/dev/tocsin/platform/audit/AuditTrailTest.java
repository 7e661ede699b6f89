package dev.tocsin.platform.audit;

import static dev.tocsin.platform.test.TrialDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.test.TrialDatabase;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

  static TrialDatabase trial;
  static AuditTrail trail;

  final UUID tenant = UUID.randomUUID();
  final Caller caller =
      new Caller(Caller.Kind.USER, tenant, "u1", Role.ROLE_ADMIN, Set.of(), "request-1");

  @BeforeAll
  static void start() {
    TocsinClock clock = TocsinClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
    trial = new TrialDatabase("trial", 2, clock);
    trail = new AuditTrail(clock);
  }

  @AfterAll
  static void stop() {
    trial.close();
  }

  @Test
  void recordsTheChangeInTheTransactionThatMakesIt() {
    await(
        trial.db.inTenant(
            tenant,
            tx ->
                trail.record(
                    tx, caller, "route.update", "route/7", Map.of("order", 3, "id", tenant))));

    assertEquals(
        "user:u1 route.update route/7 3 request-1 2026-03-01 12:00:00+00",
        trial.value(
            tenant,
            "SELECT concat_ws(' ', actor, action, resource, detail->>'order', request_id, due_at)"
                + " FROM audit_outbox"));
    assertEquals("0", trial.value(UUID.randomUUID(), "SELECT count(*) FROM audit_outbox"));
  }

  @Test
  void forgetsTheRecordOfAChangeThatWasRolledBack() {
    assertThrows(
        IllegalStateException.class,
        () ->
            await(
                trial.db.inTenant(
                    tenant,
                    tx ->
                        trail
                            .record(tx, caller, "route.update", "route/7", Map.of())
                            .flatMap(
                                done -> Uni.createFrom().failure(new IllegalStateException())))));

    assertEquals("0", trial.value(tenant, "SELECT count(*) FROM audit_outbox"));
  }

  @Test
  void refusesACallerWithoutATenant() {
    assertThrows(
        Denied.class,
        () ->
            await(
                trial.db.inTenant(
                    tenant,
                    tx ->
                        trail.record(
                            tx, Caller.anonymous("r"), "route.update", "route/7", Map.of()))));
  }
}
