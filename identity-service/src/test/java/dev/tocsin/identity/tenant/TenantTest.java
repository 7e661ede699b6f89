package dev.tocsin.identity.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TenantTest {

  private static final Api OPERATOR = TestTenant.operator();
  private static final String TENANTS = "/api/v1/admin/tenants";

  @Test
  void isReadAndRenamedByTheOperator() {
    TestTenant tenant = TestTenant.create();
    String path = TENANTS + "/" + tenant.id();

    JsonObject renamed = OPERATOR.patch(path, new JsonObject().put("name", "Acme")).expect(200);

    assertEquals("Acme", renamed.getString("name"));
    assertEquals(tenant.slug(), renamed.getString("slug"));
    assertEquals("Acme", OPERATOR.get(path).expect(200).getString("name"));
  }

  @Test
  void theSlugIsFixed() {
    TestTenant tenant = TestTenant.create();

    Api.Reply refused =
        OPERATOR.patch(TENANTS + "/" + tenant.id(), new JsonObject().put("slug", "other"));

    assertEquals(400, refused.status());
  }

  @Test
  void theSlugIsTakenOnceUntilItsTenantIsDeleted() {
    TestTenant tenant = TestTenant.create();
    JsonObject same =
        new JsonObject()
            .put("name", "Other")
            .put("slug", tenant.slug())
            .put("ownerEmail", "o@example.com");

    assertEquals(409, OPERATOR.post(TENANTS, same).status());
    OPERATOR.delete(TENANTS + "/" + tenant.id()).expect(200);
    assertEquals(200, OPERATOR.post(TENANTS, same).status());
  }

  @Test
  void refusesASlugThatIsNone() {
    JsonObject wrong =
        new JsonObject().put("name", "A").put("slug", "Not-A Slug").put("ownerEmail", "o@e.com");

    assertEquals(400, OPERATOR.post(TENANTS, wrong).status());
  }

  @Test
  void aDeletedTenantIsNotFound() {
    TestTenant tenant = TestTenant.create();
    OPERATOR.delete(TENANTS + "/" + tenant.id()).expect(200);

    assertEquals(404, OPERATOR.get(TENANTS + "/" + tenant.id()).status());
    assertEquals(404, OPERATOR.delete(TENANTS + "/" + tenant.id()).status());
    assertEquals(404, OPERATOR.get(TENANTS + "/" + UUID.randomUUID()).status());
  }

  @Test
  void allAreListedBySlug() {
    TestTenant one = TestTenant.create();
    TestTenant two = TestTenant.create();

    List<String> slugs = new ArrayList<>();
    String token = "";
    do {
      JsonObject page = OPERATOR.get(TENANTS + "?page_size=3&page_token=" + token).expect(200);
      page.getJsonArray("tenants")
          .forEach(tenant -> slugs.add(((JsonObject) tenant).getString("slug")));
      token = page.getString("nextPageToken", "");
    } while (!token.isEmpty());

    assertEquals(slugs.stream().sorted().distinct().toList(), slugs);
    assertTrue(slugs.containsAll(List.of(one.slug(), two.slug())));
  }

  @Test
  void nobodyOfATenantManagesTenants() {
    TestTenant tenant = TestTenant.create();

    assertEquals(403, tenant.owner().get(TENANTS).status());
    assertEquals(403, tenant.owner().get(TENANTS + "/" + tenant.id()).status());
    assertEquals(403, tenant.key("owner").api().delete(TENANTS + "/" + tenant.id()).status());
  }

  @Test
  void theOperatorBelongsToNoTenant() {
    assertEquals(403, OPERATOR.get("/api/v1/users").status());
    assertEquals("", OPERATOR.get("/api/v1/auth/me").expect(200).getString("tenantId", ""));
  }
}
