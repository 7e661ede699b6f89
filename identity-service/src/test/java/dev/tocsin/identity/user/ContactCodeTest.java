package dev.tocsin.identity.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.FakeNotification;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An address is verified by a code that goes there and comes back. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ContactCodeTest {

  private final TestTenant tenant = TestTenant.create();
  private final TestUser ann = tenant.user("ann", "responder");

  @Test
  void aCodeThatComesBackVerifiesTheAddress() {
    String path = method(ann.api(), "phone", "+43 1 5121234");
    assertNull(read(path).getString("verifiedTime"));

    JsonObject sent = ann.api().post(path + "/send-code", new JsonObject()).expect(200);

    assertEquals(4, sent.getInteger("sendsLeft"));
    SendNotificationRequest asked = FakeNotification.asked(tenant.id()).getLast();
    assertEquals(EventKind.EVENT_KIND_CONTACT_CODE, asked.getEventKind());
    assertEquals(ChannelKind.CHANNEL_KIND_SMS, asked.getDestinations(0).getKind());
    assertEquals("+4315121234", asked.getDestinations(0).getAddress());
    assertFalse(sent.encode().contains(code()), "the answer does not hold the code");
    JsonObject verified = verify(path, code()).expect(200);
    assertFalse(verified.getString("verifiedTime").isEmpty());
    assertEquals(verified.getString("verifiedTime"), read(path).getString("verifiedTime"));
    assertTrue(verify(path, code()).raw().body().contains("no code is waiting"), "works once");
  }

  @Test
  void aWrongCodeMayBeTriedFiveTimes() {
    String path = method(ann.api(), "email", "ann@example.com");
    ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    String wrong = code().equals("000000") ? "000001" : "000000";

    for (int left = 4; left >= 0; left--) {
      Api.Reply refused = verify(path, wrong);
      assertEquals(400, refused.status());
      String words = left == 0 ? "send another" : left + (left == 1 ? " try" : " tries");
      assertTrue(refused.raw().body().contains(words), refused.raw().body());
    }

    Api.Reply tooLate = verify(path, code());
    assertTrue(tooLate.status() >= 400, tooLate.raw().body());
    assertTrue(tooLate.raw().body().contains("no code is waiting"), tooLate.raw().body());
    ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    verify(path, code()).expect(200);
  }

  @Test
  void aCodeEndsAfterTenMinutesAndWithTheNextOne() {
    Api admin = tenant.key("admin").api();
    String path = method(ann.api(), "email", "ann@example.com");
    admin.post(path + "/send-code", new JsonObject()).expect(200);
    String first = code();
    admin.post(path + "/send-code", new JsonObject()).expect(200);
    if (!first.equals(code())) {
      assertEquals(400, admin.post(path + "/verify", body(first)).status());
    }

    advance(ContactCodes.LIFE);

    Api.Reply late = admin.post(path + "/verify", body(code()));
    assertTrue(late.raw().body().contains("no code is waiting"), late.raw().body());
  }

  @Test
  void noMoreThanFiveCodesAnHourGoToAnAddressEvenIfItIsAddedAnew() {
    Api admin = tenant.key("admin").api();
    String path = method(ann.api(), "email", "ann@example.com");
    for (int i = 0; i < 3; i++) {
      admin.post(path + "/send-code", new JsonObject()).expect(200);
    }
    admin.delete(path).expect(200);
    path = method(ann.api(), "email", "ann@example.com");
    for (int i = 0; i < 2; i++) {
      admin.post(path + "/send-code", new JsonObject()).expect(200);
    }

    Api.Reply refused = admin.post(path + "/send-code", new JsonObject());

    assertEquals(429, refused.status(), refused.raw().body());
    int wait = Integer.parseInt(refused.raw().headers().firstValue("retry-after").orElseThrow());
    assertTrue(wait > 0 && wait <= 3600, "retry after " + wait);
    assertEquals(5, FakeNotification.asked(tenant.id()).size());
    advance(Duration.ofSeconds(wait));
    admin.post(path + "/send-code", new JsonObject()).expect(200);
  }

  @Test
  void aPersonAsksForFifteenCodesAnHourAtMost() {
    for (int i = 0; i < 3; i++) {
      String path = method(ann.api(), "email", "ann" + i + "@example.com");
      for (int j = 0; j < 5; j++) {
        ann.api().post(path + "/send-code", new JsonObject()).expect(200);
      }
    }

    String fourth = method(ann.api(), "email", "ann4@example.com");

    assertEquals(429, ann.api().post(fourth + "/send-code", new JsonObject()).status());
  }

  @Test
  void codesAreForThePersonAndForAdmins() {
    String path = method(ann.api(), "email", "ann@example.com");
    TestUser bob = tenant.user("bob", "manager");

    assertEquals(403, bob.api().post(path + "/send-code", new JsonObject()).status());
    assertEquals(403, bob.api().post(path + "/verify", body("123456")).status());
    assertEquals(200, tenant.owner().post(path + "/send-code", new JsonObject()).status());
  }

  @Test
  void saysWhyNoCodeCanBeSent() {
    String path = method(ann.api(), "email", FakeNotification.UNSERVED);

    Api.Reply refused = ann.api().post(path + "/send-code", new JsonObject());

    assertTrue(refused.status() >= 400, refused.raw().body());
    assertTrue(refused.raw().body().contains("No email channel is set up"), refused.raw().body());
  }

  @Test
  void aCodeThatWasRefusedIsNotCountedAndLeavesTheEarlierOneGood() {
    String path = method(ann.api(), "email", "ann@example.com");
    ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    String first = code();

    FakeNotification.answer(tenant.id(), Status.FAILED_PRECONDITION);
    for (int i = 0; i < 2 * ContactCodes.SENDS_OF_PERSON; i++) {
      Api.Reply refused = ann.api().post(path + "/send-code", new JsonObject());
      assertTrue(refused.status() >= 400 && refused.status() != 429, refused.raw().body());
    }
    FakeNotification.answer(tenant.id(), Status.OK);

    verify(path, first).expect(200);
    JsonObject next = ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    assertEquals(3, next.getInteger("sendsLeft"));
  }

  @Test
  void aCodeThatMayHaveGoneOutIsNotCountedWhileTheEarlierOneStaysGood() {
    String path = method(ann.api(), "email", "ann@example.com");
    ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    String first = code();

    FakeNotification.answer(tenant.id(), Status.UNAVAILABLE);
    for (int i = 0; i < 2 * ContactCodes.SENDS_OF_PERSON; i++) {
      assertEquals(503, ann.api().post(path + "/send-code", new JsonObject()).status());
    }
    FakeNotification.answer(tenant.id(), Status.OK);

    verify(path, first).expect(200);
    JsonObject next = ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    assertEquals(3, next.getInteger("sendsLeft"));
  }

  @Test
  void aCodeWhoseFateNobodyKnowsComesBackWhenNoOtherWaits() {
    String path = method(ann.api(), "email", "ann@example.com");
    FakeNotification.answer(tenant.id(), Status.UNAVAILABLE);
    assertEquals(503, ann.api().post(path + "/send-code", new JsonObject()).status());
    String first = code();
    for (int i = 0; i < 5; i++) {
      assertEquals(503, ann.api().post(path + "/send-code", new JsonObject()).status());
    }
    FakeNotification.answer(tenant.id(), Status.OK);

    verify(path, first).expect(200);
    JsonObject next = ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    assertEquals(3, next.getInteger("sendsLeft"), "the code that waited was counted");
  }

  @Test
  void newCodesOfAnOutageGiveNoMoreTries() {
    String path = method(ann.api(), "email", "ann@example.com");
    FakeNotification.answer(tenant.id(), Status.UNAVAILABLE);
    int tries = 0;
    int status = 503;
    while (status == 503) {
      status = ann.api().post(path + "/send-code", new JsonObject()).status();
      for (int i = 0; i < ContactCodes.TRIES && status == 503; i++) {
        String wrong = code().equals("000000") ? "000001" : "000000";
        verify(path, wrong);
        tries++;
      }
    }

    assertEquals(429, status);
    assertEquals(ContactCodes.TRIES * ContactCodes.SENDS_TO_ADDRESS, tries);
  }

  @Test
  void theCodeIsStoredNowhere() throws Exception {
    String path = method(ann.api(), "email", "ann@example.com");
    ann.api().post(path + "/send-code", new JsonObject()).expect(200);

    try (Connection db = TestServers.database().superuser();
        ResultSet rows =
            db.createStatement()
                .executeQuery(
                    "select (select string_agg(c::text, ' ') from identity.contact_code c where"
                        + " tenant_id = '%1$s') || (select string_agg(detail::text || resource, ' ') from identity.audit_event where tenant_id = '%1$s')"
                            .formatted(tenant.id()))) {
      rows.next();
      String stored = rows.getString(1).replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "");
      assertTrue(stored.contains("$2"), "a bcrypt hash is there: " + stored);
      // Microseconds of a time may be the same six digits by chance; the hash and details may not.
      String texts = stored.replaceAll("\\.[0-9]{6}", "");
      assertFalse(texts.contains(code()), texts);
    }
  }

  @Test
  void aBlockedAddressIsShownUntilACodeComesBack() {
    String path = method(ann.api(), "phone", "+43 1 5121234");
    FakeNotification.block(tenant.id(), "+4315121234");

    JsonObject block = read(path).getJsonObject("block");

    assertEquals("cannot_receive", block.getString("fault"));
    assertEquals("The carrier says that it takes no texts", block.getString("reason"));
    assertFalse(block.getString("sinceTime").isEmpty());
    ann.api().post(path + "/send-code", new JsonObject()).expect(200);
    verify(path, code()).expect(200);
    assertNull(read(path).getJsonObject("block"));
  }

  @Test
  void aPersonNamesAndSwitchesOffTheOwnContactMethods() {
    String path = method(ann.api(), "email", "ann@example.com");

    JsonObject changed =
        ann.api()
            .patch(path, new JsonObject().put("label", "home").put("enabled", false))
            .expect(200);

    assertEquals("home", changed.getString("label"));
    assertFalse(read(path).getBoolean("enabled"));
    assertEquals(
        400, ann.api().patch(path, new JsonObject().put("address", "x@example.com")).status());
    TestUser bob = tenant.user("bob", "manager");
    assertEquals(403, bob.api().patch(path, new JsonObject().put("label", "x")).status());
  }

  private String method(Api api, String kind, String address) {
    String path = "/api/v1/users/" + ann.id() + "/contact-methods";
    String id =
        api.post(path, new JsonObject().put("kind", kind).put("address", address))
            .expect(200)
            .getString("id");
    return path + "/" + id;
  }

  private JsonObject read(String path) {
    int end = path.lastIndexOf('/');
    return ann.api().get(path.substring(0, end)).expect(200).getJsonArray("contactMethods").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("id").equals(path.substring(end + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** The code that was sent last. */
  private String code() {
    return FakeNotification.code(tenant.id());
  }

  private Api.Reply verify(String path, String code) {
    return ann.api().post(path + "/verify", body(code));
  }

  private static JsonObject body(String code) {
    return new JsonObject().put("code", code);
  }

  private static void advance(Duration by) {
    TestTenant.anonymous()
        .post("/internal/test/clock", new JsonObject().put("advance", by.toString()))
        .expect(200);
  }
}
