package dev.tocsin.identity.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.FindUserByContactRequest;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
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
    tenant
        .owner()
        .post(
            "/api/v1/users/" + ada.id() + "/contact-methods",
            new JsonObject().put("kind", "CONTACT_KIND_SLACK").put("address", MEMBER))
        .expect(200);

    assertEquals(ada.id(), find(tenant, MEMBER));
    assertEquals("", find(tenant, "U0NOBODY1"));
    assertEquals("", find(other, MEMBER));

    tenant.owner().delete("/api/v1/users/" + ada.id()).expect(200);
    assertEquals("", find(tenant, MEMBER));
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
