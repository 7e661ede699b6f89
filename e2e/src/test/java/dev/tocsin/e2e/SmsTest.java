package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages by text message, answered by writing back. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmsTest {
  private static final String NUMBER = "+12065550188";

  private Tenant tenant;
  private Rest fakes;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "sms");
    fakes = tocsin.world().http();
    String sid = "AC" + UUID.randomUUID().toString().replace("-", "");
    var settings =
        Map.of(
            "accountSid",
            sid,
            "authToken",
            "token-" + sid,
            "fromNumber",
            NUMBER,
            "apiUrl",
            tocsin.world().url() + "/twilio");
    JsonNode channel =
        tenant
            .owner()
            .post("/api/v1/channels", Map.of("name", "SMS", "kind", "sms", "sms", settings))
            .ok()
            .json();
    String path = channel.path("callbackPath").asText();
    // The signature covers the public address, which is localhost unless told otherwise.
    var account =
        Map.of(
            "sid",
            sid,
            "auth_token",
            "token-" + sid,
            "number",
            NUMBER,
            "sms_url",
            "http://localhost:" + tocsin.server().port() + path);
    fakes.post("/twilio/account", account).ok();
    for (String name : List.of("Ada", "Ben")) {
      var contact = Map.of("kind", "phone", "address", tenant.person(name).phone());
      String contacts = "/api/v1/users/" + tenant.person(name).id() + "/contact-methods";
      tenant.owner().post(contacts, contact).ok();
    }
    String policy =
        tenant.policy(
            "By text",
            List.of(tenant.pages("0s", "Ada", "sms"), tenant.pages("300s", "Ben", "slack")),
            Map.of());
    tenant.route("Texts", "labels.by == 'text'", policy, Map.of());
  }

  @Test
  void replyAcknowledgesAndTheEscalationStops() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Texted", "critical").with("by", "text");

    timeline.fires(disk).within("60s").expectPage("sms", "Ada");
    String text = timeline.page().text();
    String code = text.replaceAll("(?s).*Reply ACK ([0-9]+) or RESOLVE.*", "$1");
    JsonNode answer = reply(tenant.person("Ada").phone(), "ack " + code);

    assertTrue(answer.path("said").asText().contains("Acknowledged"), answer.toString());
    timeline.expectPage("sms", "Ada", page -> page.text().contains("Acknowledged"));
    JsonNode alert = timeline.expectAlert(disk, "ACKNOWLEDGED");
    assertEquals(tenant.person("Ada").id(), alert.path("acknowledgedBy").path("id").asText());
    timeline.expectNoPageFor("2H");
  }

  @Test
  void saysWhyATextWasNotDeliveredAndGoesOnToTheNextWithoutTryingAgain() {
    String ben = tenant.person("Ben").phone();
    String policy =
        tenant.policy(
            "Ben by text",
            List.of(tenant.pages("0s", "Ben", "sms"), tenant.pages("300s", "Ada", "slack")),
            Map.of());
    tenant.route("Ben's texts", "labels.by == 'ben'", policy, Map.of());
    fakes
        .post(
            "/twilio/numbers", Map.of("number", ben, "status", "undelivered", "error_code", 30006))
        .ok();
    var timeline = Timeline.in(tenant);
    timeline.fires(timeline.alarm("Lost", "critical").with("by", "ben"));
    JsonNode dead =
        Wait.until(
            Duration.ofSeconds(60),
            () -> dead(),
            () -> "no text is dead: " + tenant.owner().get("/api/v1/deliveries").body());
    assertEquals("RECEIPT_UNDELIVERED", dead.path("receipt").asText());
    assertTrue(dead.path("error").asText().contains("30006"), dead.toString());

    Alarm second = timeline.alarm("LostAgain", "critical").with("by", "ben");
    timeline.fires(second).within("60s");
    timeline.expectPage("slack", "Ada", page -> page.text().contains("LostAgain"));
    JsonNode alert = timeline.expectAlert(second, "OPEN");
    String reasons = timeline.timeline(alert).toString();
    assertTrue(reasons.contains("not_paged.refused") && reasons.contains("30006"), reasons);
  }

  private Optional<JsonNode> dead() {
    JsonNode deliveries =
        tenant
            .owner()
            .get("/api/v1/deliveries?state=DELIVERY_STATE_DEAD&channelKind=CHANNEL_KIND_SMS")
            .json()
            .path("deliveries");
    return Optional.ofNullable(deliveries.get(0));
  }

  private JsonNode reply(String from, String text) {
    return fakes
        .post("/twilio/reply", Map.of("from", from, "to", NUMBER, "text", text))
        .ok()
        .json();
  }
}
