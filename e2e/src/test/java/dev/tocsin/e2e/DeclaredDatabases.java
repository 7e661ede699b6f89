package dev.tocsin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Wait;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A file that gives a tenant's databases a schedule, a policy, a route and what they need.
 *
 * @param key of the declared integration; no two tenants have the same
 */
record DeclaredDatabases(Tenant tenant, String key) {
  /** What following it the first time tells. */
  static final List<String> MADE =
      List.of(
          "team Databases",
          "schedule DB",
          "channel DB hook",
          "ticket provider DB desk",
          "policy DB",
          "route DB",
          "integration DB");

  DeclaredDatabases(Tenant tenant) {
    this(tenant, "tci_" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** The tenant as the declared integration's key reaches it. */
  Tenant through() {
    return new Tenant(
        tenant.system(),
        tenant.slug(),
        tenant.id(),
        tenant.keys(),
        tenant.people(),
        tenant.botToken(),
        tenant.slack(),
        tenant.mail(),
        tenant.schedule(),
        tenant.urgent(),
        tenant.quiet(),
        tenant.desk(),
        key);
  }

  /** The audit log once it holds everything that the tenant's making and a run of its file did. */
  List<String> settledEvents() {
    Map<String, Integer> expected =
        Map.of(
            "channel.create", 3,
            "ticket_provider.create", 2,
            "team.create", 1,
            "schedule.create", 2,
            "escalation_policy.create", 3,
            "route.create", 4,
            "integration.create", 2,
            "integration.rotate_key", 1);
    Wait.untilTrue(
        () ->
            expected.entrySet().stream()
                .allMatch(
                    action ->
                        events().stream()
                                .filter(event -> event.startsWith(action.getKey() + " "))
                                .count()
                            == action.getValue()),
        () -> "the audit log does not tell what was done: " + events());
    return events();
  }

  /** What the audit log tells: action, actor and id. */
  List<String> events() {
    List<String> events = new ArrayList<>();
    for (JsonNode event :
        tenant.owner().get("/api/v1/audit-log?pageSize=500").ok().json().path("events")) {
      events.add(
          "%s %s %s"
              .formatted(
                  event.path("action").asText(),
                  event.path("actor").asText(),
                  event.path("id").asText()));
    }
    return events;
  }

  /** The file. */
  String text() {
    LocalDate monday =
        LocalDate.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.previous(DayOfWeek.MONDAY))
            .minusWeeks(1);
    // Quiet on a day that is not near.
    DayOfWeek far = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek();
    return """
    teams:
      - name: Databases
        members: [%1$s, %2$s]
    schedules:
      - name: DB
        team: Databases
        timezone: UTC
        rotation: custom
        unit: week
        length: 52
        handoff: monday 09:00
        start_date: %3$s
        participants: [%1$s, %2$s]
    channels:
      - name: DB hook
        webhook: {url: "http://127.0.0.1:9/x", secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3}
    ticket_providers:
      - name: DB desk
        webhook: {url: "http://127.0.0.1:9/y", secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3}
    escalation_policies:
      - name: DB
        steps:
          - notify: on-call(DB)
            channels: [slack]
          - wait: 5m
            notify: on-call(DB, next)
            channels: [slack]
    routes:
      - name: DB
        position: 1
        match: {team: db}
        policy: DB
        suppress_hours:
          - {start: "00:00", end: "00:00", weekdays: [%4$s]}
    integrations:
      - name: DB Alertmanager
        source: alertmanager
        key: %5$s
    """
        .formatted(tenant.person("Ada").email(), tenant.person("Ben").email(), monday, far, key);
  }
}
