package dev.tocsin.identity.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.FakeNotification;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.FindUserByContactRequest;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FindUserByContactTest {

  private static final String MEMBER = "U024BE7LH";

  @Test
  void findsTheActiveUserOfTheTenant() {
    TestTenant tenant = TestTenant.create();
    TestTenant other = TestTenant.create();
    TestTenant.TestUser ada = tenant.user("ada", "responder");
    add(tenant, ada);

    assertEquals(ada.id(), find(tenant, MEMBER));
    assertEquals("", find(tenant, "U0NOBODY1"));
    assertEquals("", find(other, MEMBER));

    tenant.owner().delete("/api/v1/users/" + ada.id()).expect(200);
    assertEquals("", find(tenant, MEMBER));
  }

  @Test
  void whoVerifiedItGoesBeforeWhoHasHadItLonger() {
    TestTenant tenant = TestTenant.create();
    TestTenant.TestUser vera = tenant.user("vera", "responder");
    TestTenant.TestUser ada = tenant.user("ada", "admin");
    TestTenant.TestUser ben = tenant.user("ben", "responder");
    String early = add(tenant, vera);
    assertEquals(vera.id(), find(tenant, MEMBER));
    String own = add(tenant, ada);
    add(tenant, ben);
    verify(tenant, ada, own);
    assertEquals(ada.id(), find(tenant, MEMBER));

    tenant.owner().patch(own, new JsonObject().put("enabled", false)).expect(200);
    assertSeveral(tenant, 2);
    tenant.owner().patch(own, new JsonObject().put("enabled", true)).expect(200);
    assertEquals(ada.id(), find(tenant, MEMBER));

    verify(tenant, vera, early);
    assertSeveral(tenant, 2);
    tenant.owner().delete("/api/v1/users/" + vera.id()).expect(200);
    assertEquals(ada.id(), find(tenant, MEMBER));
  }

  @Test
  void choosesNobodyAmongSeveralWhoDidNotVerifyIt() {
    TestTenant tenant = TestTenant.create();
    TestTenant.TestUser vera = tenant.user("vera", "responder");
    TestTenant.TestUser ada = tenant.user("ada", "admin");
    String early = add(tenant, vera);
    add(tenant, ada);
    assertSeveral(tenant, 2);

    tenant.owner().delete(early).expect(200);
    assertEquals(ada.id(), find(tenant, MEMBER));
  }

  private static void assertSeveral(TestTenant tenant, int users) {
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> find(tenant, MEMBER));
    assertEquals(Status.Code.FAILED_PRECONDITION, refused.getStatus().getCode());
    String why = String.valueOf(refused.getStatus().getDescription());
    assertTrue(why.contains("'" + MEMBER + "' is a contact method of " + users + " users"), why);
  }

  /** The path of the new contact method. */
  private static String add(TestTenant tenant, TestTenant.TestUser user) {
    String path = "/api/v1/users/" + user.id() + "/contact-methods";
    JsonObject method = new JsonObject().put("kind", "CONTACT_KIND_SLACK").put("address", MEMBER);
    return path + "/" + tenant.owner().post(path, method).expect(200).getString("id");
  }

  private static void verify(TestTenant tenant, TestTenant.TestUser user, String path) {
    user.api().post(path + "/send-code", new JsonObject()).expect(200);
    String code = FakeNotification.code(tenant.id());
    user.api().post(path + "/verify", new JsonObject().put("code", code)).expect(200);
  }

  private static String find(TestTenant tenant, String member) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    try {
      return UserServiceGrpc.newBlockingStub(channel)
          .withInterceptors(As.service("notification", UUID.fromString(tenant.id())))
          .findUserByContact(
              FindUserByContactRequest.newBuilder()
                  .setKind(ContactKind.CONTACT_KIND_SLACK)
                  .setAddress(member)
                  .build())
          .getUserId();
    } finally {
      channel.shutdownNow();
    }
  }
}
