package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Person;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people say of themselves reaches them: addresses, wishes, leaving; and what it cost. */
@ExtendWith(Shared.class)
class PeopleTest {

  @Test
  void aCodeGoesToTheAddressAndComesBack(OneProcess tocsin) {
    Tenant tenant = Tenants.make(tocsin, "codes");
    Person ada = tenant.person("Ada");
    String methods = "/api/v1/users/" + ada.id() + "/contact-methods";
    for (JsonNode method : tenant.owner().get(methods).ok().json().path("contactMethods")) {
      assertTrue(method.path("verifiedTime").isMissingNode(), method.toString());
      String path = methods + "/" + method.path("id").asText();
      boolean mail = method.path("kind").asText().endsWith("EMAIL");

      tenant.owner().post(path + "/send-code", Map.of()).ok();

      Page message =
          tocsin
              .world()
              .await(
                  mail ? "email" : "slack",
                  mail ? ada.email() : "",
                  "Your Tocsin code is",
                  page -> true,
                  Wait.PATIENCE);
      assertEquals(List.of(), message.labels(), "nothing to press: " + message);
      String code = message.text().replaceAll("(?s).*code is \\*?([0-9]{6}).*", "$1");
      JsonNode verified = tenant.owner().post(path + "/verify", Map.of("code", code)).ok().json();
      assertFalse(verified.path("verifiedTime").asText().isEmpty(), verified.toString());
    }
  }

  @Test
  void pagesGoWhereThePersonWantsThemForTheSeverity(OneProcess tocsin) {
    Tenant tenant = Tenants.make(tocsin, "wishes");
    tenant.route(
        "Ada",
        "labels.team == 'ada'",
        tenant.policy("Ada alone", List.of(tenant.pages("0s", "Ada")), Map.of()),
        Map.of());
    var rule = Map.of("severities", List.of("critical"), "contactKinds", List.of("email"));
    tenant
        .owner()
        .patch(
            "/api/v1/users/" + tenant.person("Ada").id() + "/preferences",
            Map.of("pageRules", List.of(rule), "timeZone", "Asia/Kolkata"))
        .ok();
    var timeline = Timeline.in(tenant);

    timeline.fires(timeline.alarm("Disk", "critical").with("team", "ada")).within("60s");
    timeline.expectPage("email", "Ada", page -> page.text().contains(" IST"));
    timeline.expectNoPageFor("1M");
    timeline.fires(timeline.alarm("Fan", "major").with("team", "ada")).within("60s");
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
  }

  @Test
  void whoIsDeactivatedIsPassedOverAndTheReasonIsSaid(OneProcess tocsin) {
    Tenant tenant = Tenants.make(tocsin, "left");
    String policy =
        tenant.policy(
            "Ada, then Ben",
            List.of(tenant.pages("0s", "Ada", "slack"), tenant.pages("300s", "Ben", "slack")),
            Map.of());
    tenant.route("Both", "labels.team == 'both'", policy, Map.of());
    String ada = "/api/v1/users/" + tenant.person("Ada").id();
    tenant.owner().delete(ada).ok();
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Disk", "critical").with("team", "both");

    timeline.fires(disk).within("60s").expectPage("slack", "Ben");

    JsonNode alert = timeline.expectAlert(disk, "OPEN");
    assertTrue(
        timeline.reasons(alert).contains("not_paged.user_inactive"),
        timeline.timeline(alert).toString());
    tenant.owner().patch(ada, Map.of("active", true)).ok();
    // Who people are is remembered for a second.
    timeline.advance(Duration.ofSeconds(5));
    timeline.fires(timeline.alarm("Fan", "critical").with("team", "both")).within("60s");
    timeline.expectPage("slack", "Ada");
  }

  @Test
  void whatIsUsedIsCounted(OneProcess tocsin) {
    Tenant tenant = Tenants.make(tocsin, "usage");
    tenant.route(
        "Ada",
        "labels.team == 'ada'",
        tenant.policy("Ada alone", List.of(tenant.pages("0s", "Ada")), Map.of()),
        Map.of());
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Disk", "critical").with("team", "ada");

    timeline.fires(disk).within("60s").expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.fires(disk);

    Wait.untilTrue(
        () ->
            total(tenant, "/alertsReceived") == 2
                && total(tenant, "/messagesSent/email") == 1
                && total(tenant, "/messagesSent/slack") == 1
                && total(tenant, "/apiCalls") > 0,
        () -> "not counted: " + tenant.owner().get("/api/v1/admin/usage").body());
  }

  private static long total(Tenant tenant, String pointer) {
    return tenant.owner().get("/api/v1/admin/usage").ok().json().path("total").at(pointer).asLong();
  }
}
