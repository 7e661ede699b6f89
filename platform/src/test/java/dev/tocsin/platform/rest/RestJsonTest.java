package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.CreateEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.identity.v1.UpdateUserRequest;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RestJsonTest {
  private static final String ALERT = "0190a000-0000-7000-8000-000000000001";
  private static final String USER = "0190a000-0000-7000-8000-000000000002";
  private final ApiClient owner = ApiClient.with(TestTokens.token(Doubles.ACME, "owner"));

  @Test
  void writesCanonicalJson() {
    ApiClient.Answer answer = owner.get("/api/v1/alerts/" + ALERT);

    assertEquals(200, answer.status(), answer.text());
    assertEquals("application/json", answer.header("content-type"));
    JsonObject alert = answer.json();
    assertEquals("SEVERITY_CRITICAL", alert.getString("severity"));
    assertEquals("0", alert.getString("occurrenceCount"));
    assertEquals("Disk", alert.getJsonObject("labels").getString("alertname"));
    assertTrue(alert.containsKey("policyId"));
    assertFalse(alert.containsKey("acknowledgeTime"));
  }

  @Test
  void takesEnumsShortOrLongAndEitherCaseOfNames() {
    owner.get(
        "/api/v1/alerts?status=open&status=ALERT_STATE_RESOLVED&severity=critical,MAJOR"
            + "&page_size=7&createdAfter=2026-01-31T12:00:00Z&label=a%3Db&label=c%3Dd,e");

    ListAlertsRequest seen = Doubles.last(ListAlertsRequest.class);
    assertEquals(
        List.of(AlertState.ALERT_STATE_OPEN, AlertState.ALERT_STATE_RESOLVED),
        seen.getStatusList());
    assertEquals(
        List.of(Severity.SEVERITY_CRITICAL, Severity.SEVERITY_MAJOR), seen.getSeverityList());
    assertEquals(7, seen.getPageSize());
    assertEquals(1769860800, seen.getCreatedAfter().getSeconds());
    assertEquals(List.of("a=b", "c=d,e"), seen.getLabelList());
  }

  @Test
  void namesTheUnknownParameterAndTheNearestKnownOne() {
    ApiClient.Answer answer = owner.get("/api/v1/alerts?statsu=open");

    assertEquals(400, answer.status());
    assertEquals("application/problem+json", answer.header("content-type"));
    assertEquals("statsu", answer.violation(0).getString("field"));
    assertTrue(answer.violation(0).getString("message").contains("did you mean status?"));
  }

  @Test
  void namesTheUnknownFieldOfABodyWithItsPosition() {
    ApiClient.Answer answer =
        owner.send("PATCH", "/api/v1/users/" + USER, "{\n  \"nmae\": \"x\"\n}");

    assertEquals(400, answer.status(), answer.text());
    assertEquals("user.nmae", answer.violation(0).getString("field"));
    assertTrue(answer.violation(0).getString("message").contains("did you mean name?"));
    assertEquals(2, answer.violation(0).getInteger("line"));
  }

  @Test
  void tellsEveryWrongTypeAtOnce() {
    ApiClient.Answer answer =
        owner.send(
            "POST",
            "/api/v1/escalation-policies",
            """
            {"name": 5, "repeat": "often", "default": "yes",
             "steps": [{"wait": 30, "targets": {}}]}
            """);

    assertEquals(400, answer.status());
    List<String> fields =
        answer.json().getJsonArray("violations").stream()
            .map(v -> ((JsonObject) v).getString("field"))
            .toList();
    assertEquals(
        List.of(
            "policy.name",
            "policy.repeat",
            "policy.default",
            "policy.steps[0].wait",
            "policy.steps[0].targets"),
        fields);
  }

  @Test
  void readsNestedMessagesDurationsAndOneofs() {
    ApiClient.Answer answer =
        owner.send(
            "POST",
            "/api/v1/escalation-policies",
            """
            {"name": "night", "repeat": "2", "steps": [{"wait": "1.5s", "targets":
              [{"schedule": {"scheduleId": "%1$s", "next": true}}, {"user_id": "%1$s"}]}]}
            """
                .formatted(USER));

    assertEquals(200, answer.status(), answer.text());
    CreateEscalationPolicyRequest seen = Doubles.last(CreateEscalationPolicyRequest.class);
    assertEquals(2, seen.getPolicy().getRepeat());
    assertEquals(500_000_000, seen.getPolicy().getSteps(0).getWait().getNanos());
    assertTrue(seen.getPolicy().getSteps(0).getTargets(0).getSchedule().getNext());
    assertEquals(USER, seen.getPolicy().getSteps(0).getTargets(1).getUserId());
  }

  @Test
  void refusesTwoOfAOneof() {
    ApiClient.Answer answer =
        owner.send(
            "POST",
            "/api/v1/escalation-policies",
            """
            {"name": "x", "steps": [{"targets": [{"userId": "%1$s", "teamId": "%1$s"}]}]}
            """
                .formatted(USER));

    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("excludes another field of target"), answer.text());
  }

  @Test
  void readsFreeFormObjectsAndMaps() {
    ApiClient.Answer answer =
        owner.send(
            "POST",
            "/api/v1/templates/preview",
            """
            {"channelKind": "slack", "parts": {"title": "{{x}}"},
             "renderContext": {"n": 1.5, "list": [true, null, "ü"], "deep": {"er": {}}}}
            """);

    assertEquals(200, answer.status(), answer.text());
    RenderPreviewRequest seen = Doubles.last(RenderPreviewRequest.class);
    assertEquals(ChannelKind.CHANNEL_KIND_SLACK, seen.getChannelKind());
    assertEquals("{{x}}", seen.getPartsOrThrow("title"));
    assertEquals(
        "ü",
        seen.getRenderContext()
            .getFieldsOrThrow("list")
            .getListValue()
            .getValues(2)
            .getStringValue());
  }

  @Test
  void patchChangesTheFieldsThatItsBodyGives() {
    ApiClient.Answer answer =
        owner.send("PATCH", "/api/v1/users/" + USER, "{\"role\": \"admin\", \"timeZone\": null}");

    assertEquals(200, answer.status(), answer.text());
    UpdateUserRequest seen = Doubles.last(UpdateUserRequest.class);
    assertEquals(List.of("role", "time_zone"), seen.getUpdateMask().getPathsList());
    assertEquals(USER, seen.getUser().getId());
    assertEquals(Role.ROLE_ADMIN, seen.getUser().getRole());
  }

  @Test
  void patchKeepsAMaskThatIsGiven() {
    ApiClient.Answer answer =
        owner.send(
            "PATCH", "/api/v1/users/" + USER + "?updateMask=timeZone", "{\"timeZone\": \"UTC\"}");

    assertEquals(200, answer.status(), answer.text());
    assertEquals(
        List.of("time_zone"), Doubles.last(UpdateUserRequest.class).getUpdateMask().getPathsList());
  }

  @Test
  void patchHoldsOnlyTheGivenFieldsToTheirRules() {
    ApiClient.Answer wrong =
        owner.send("PATCH", "/api/v1/users/" + USER, "{\"email\": \"nobody\"}");

    assertEquals(400, wrong.status());
    assertEquals(1, wrong.json().getJsonArray("violations").size());
    assertEquals("user.email", wrong.violation(0).getString("field"));
  }

  @Test
  void patchOfNothingIsRefused() {
    assertEquals(400, owner.send("PATCH", "/api/v1/users/" + USER, "{}").status());
  }

  @Test
  void putChangesEverything() {
    ApiClient.Answer partial = owner.send("PUT", "/api/v1/users/" + USER, "{\"role\": \"admin\"}");
    ApiClient.Answer whole =
        owner.send(
            "PUT",
            "/api/v1/users/" + USER,
            "{\"role\": \"admin\", \"email\": \"a@example.com\", \"name\": \"A\"}");

    assertEquals(400, partial.status());
    assertEquals(200, whole.status(), whole.text());
    assertFalse(Doubles.last(UpdateUserRequest.class).hasUpdateMask());
  }

  @Test
  void refusesAnIdThatContradictsThePath() {
    ApiClient.Answer answer =
        owner.send(
            "PATCH", "/api/v1/users/" + USER, "{\"id\": \"" + ALERT + "\", \"name\": \"x\"}");

    assertEquals(400, answer.status());
    assertEquals("user.id", answer.violation(0).getString("field"));
  }

  @Test
  void takesAnEmptyBodyWhereNothingIsRequired() {
    ApiClient.Answer answer = owner.send("POST", "/api/v1/alerts/" + ALERT + "/acknowledge", "");

    assertEquals(200, answer.status(), answer.text());
    assertEquals(ALERT, Doubles.last(AcknowledgeAlertRequest.class).getId());
  }

  @Test
  void tellsWhereJsonIsBroken() {
    ApiClient.Answer answer =
        owner.send("POST", "/api/v1/escalation-policies", "{\"name\": \"x\",\n \"steps\": [}");

    assertEquals(400, answer.status());
    assertEquals(2, answer.violation(0).getInteger("line"));
    assertTrue(answer.violation(0).getInteger("column") > 1);
  }

  @Test
  void refusesTruncatedDoubledAndDeepJson() {
    String path = "/api/v1/templates/preview";
    String deep = "{\"renderContext\": " + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "}";

    assertTrue(owner.send("POST", path, "{\"parts\": {").text().contains("not well-formed"));
    assertTrue(
        owner
            .send("POST", path, "{\"templateId\": \"a\", \"template_id\": \"b\"}")
            .text()
            .contains("is given twice"));
    assertTrue(owner.send("POST", path, "{} {}").text().contains("something follows"));
    assertTrue(owner.send("POST", path, "[]").text().contains("must be a JSON object"));
    ApiClient.Answer tooDeep = owner.send("POST", path, deep);
    assertEquals(400, tooDeep.status());
    assertTrue(tooDeep.text().contains("nested deeper than 64"), tooDeep.text());
  }

  @Test
  void refusesNulAndBytesThatAreNotUtf8() {
    ApiClient.Answer nul =
        owner.send("PATCH", "/api/v1/users/" + USER, "{\"name\": \"a\\u0000b\"}");
    ApiClient.Answer latin =
        ApiClient.send(
            owner
                .request("/api/v1/users/" + USER)
                .header("Content-Type", "application/json")
                .method(
                    "PATCH",
                    HttpRequest.BodyPublishers.ofByteArray(
                        new byte[] {
                          '{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xE9, '"', '}'
                        })));

    assertEquals(400, nul.status());
    assertTrue(nul.text().contains("NUL"), nul.text());
    assertEquals(400, latin.status(), latin.text());
  }

  @Test
  void refusesABodyOverTheLimitSentInOnePieceOrInChunks() {
    String body = "{\"note\": \"" + "x".repeat(1_100_000) + "\"}";
    String path = "/api/v1/alerts/" + ALERT + "/acknowledge";

    ApiClient.Answer whole = owner.send("POST", path, body);
    ApiClient.Answer chunked =
        ApiClient.send(
            owner
                .request(path)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(body.getBytes()))));

    assertEquals(413, whole.status(), whole.text());
    assertTrue(whole.json().getString("detail").contains("1048576"));
    assertEquals(413, chunked.status());
  }

  @Test
  void readsALargeBodyAwayFromTheEventLoop() {
    String parts = "\"" + "y".repeat(40_000) + "\"";
    String body =
        "{\"channelKind\": \"email\", \"parts\": {\"a\": %1$s, \"b\": %1$s, \"c\": %1$s, \"d\": %1$s,"
                .formatted(parts)
            + " \"e\": %1$s, \"f\": %1$s}}".formatted(parts);

    ApiClient.Answer answer = owner.send("POST", "/api/v1/templates/preview", body);

    assertEquals(200, answer.status(), answer.text());
    assertEquals(6, Doubles.last(RenderPreviewRequest.class).getPartsCount());
  }

  @Test
  void refusesAnotherContentType() {
    ApiClient.Answer answer =
        ApiClient.send(
            owner
                .request("/api/v1/alerts/" + ALERT + "/acknowledge")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("note=x")));

    assertEquals(415, answer.status());
    assertEquals("urn:tocsin:problem:unsupported-media-type", answer.json().getString("type"));
  }

  @Test
  void answersUnknownPathsAndMethodsWithProblems() {
    ApiClient.Answer path = owner.get("/api/v1/nothing");
    ApiClient.Answer method = owner.send("DELETE", "/api/v1/alerts/" + ALERT, "");
    ApiClient.Answer options =
        ApiClient.send(
            owner.request("/api/v1/alerts").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    ApiClient.Answer head =
        ApiClient.send(
            owner
                .request("/api/v1/alerts/" + ALERT)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertEquals(404, path.status());
    assertEquals("urn:tocsin:problem:no-such-path", path.json().getString("type"));
    assertEquals(405, method.status());
    assertEquals("GET, HEAD, OPTIONS", method.header("allow"));
    assertEquals(204, options.status());
    assertEquals(200, head.status());
    assertEquals("", head.text());
  }

  @Test
  void tellsAMissingThing() {
    ApiClient.Answer answer = owner.get("/api/v1/alerts/00000000-0000-7000-8000-000000000001");

    assertEquals(404, answer.status());
    assertEquals("urn:tocsin:problem:not-found", answer.json().getString("type"));
    assertEquals(
        "alert 00000000-0000-7000-8000-000000000001 does not exist",
        answer.json().getString("detail"));
    assertEquals(answer.header("x-request-id"), answer.json().getString("instance"));
  }

  @Test
  void tellsNothingOfAnUnexpectedFailureButTheRequestId() {
    ApiClient.Answer answer =
        ApiClient.send(
            owner
                .request("/api/v1/alerts/11111111-0000-7000-8000-000000000001")
                .header("X-Request-Id", "my-request-7"));

    assertEquals(500, answer.status());
    assertFalse(answer.text().contains("hunter2"), answer.text());
    assertEquals("my-request-7", answer.json().getString("instance"));
    assertTrue(answer.json().getString("detail").contains("my-request-7"));
  }

  @Test
  void saysWhenToTryAgain() {
    ApiClient.Answer answer = owner.get("/api/v1/alerts/22222222-0000-7000-8000-000000000001");

    assertEquals(429, answer.status());
    assertEquals("7", answer.header("retry-after"));
  }

  @Test
  void keepsThePositionInATextThatIsWrong() {
    ApiClient.Answer answer =
        owner.send(
            "POST",
            "/api/v1/escalation-policies",
            "{\"name\": \"positioned\", \"steps\": [{\"targets\": [{\"userId\": \""
                + USER
                + "\"}]}]}");

    assertEquals(400, answer.status());
    assertEquals("policy.description", answer.violation(0).getString("field"));
    assertEquals(3, answer.violation(0).getInteger("line"));
    assertEquals(14, answer.violation(0).getInteger("column"));
  }

  @Test
  void holdsRequestsToTheFieldRules() {
    ApiClient.Answer id = owner.get("/api/v1/alerts/not-a-uuid");
    ApiClient.Answer policy =
        owner.send("POST", "/api/v1/escalation-policies", "{\"name\": \"\", \"repeat\": 21}");

    assertEquals(400, id.status());
    assertEquals("id", id.violation(0).getString("field"));
    assertEquals("must be a UUID", id.violation(0).getString("message"));
    assertEquals(3, policy.json().getJsonArray("violations").size(), policy.text());
  }

  @Test
  void saysWhatIsNotBuilt() {
    assertEquals(501, owner.get("/api/v1/alerts/" + ALERT + "/explain").status());
  }
}
