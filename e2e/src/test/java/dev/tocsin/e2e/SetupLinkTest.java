package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Wait;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first start of {@code tocsin serve}: the link on its console begins the installation. */
class SetupLinkTest {
  private static final Pattern LINK =
      Pattern.compile("http://localhost:(\\d+)/setup\\?token=(\\S+)");

  @Test
  void beginsTheInstallationOnceAndForGood() {
    try (var tocsin = OneProcess.in("setup", false).start()) {
      Rest nobody = tocsin.nobody();
      assertEquals("SETUP_STATE_WAITING", nobody.get("/api/v1/setup").ok().text("state"));
      Wait.untilTrue(
          () -> LINK.matcher(tocsin.server().process().output()).find(),
          () -> "no link is printed; " + tocsin.server().process().lastWords());
      Matcher link = LINK.matcher(tocsin.server().process().output());
      link.find();
      assertEquals(tocsin.server().port(), Integer.parseInt(link.group(1)));
      nobody.post("/api/v1/setup", wishes("tss_0000000000000000000000000000")).is(401);

      JsonNode session = nobody.post("/api/v1/setup", wishes(link.group(2))).ok().json();

      JsonNode me =
          nobody.bearing(session.path("accessToken").asText()).get("/api/v1/auth/me").ok().json();
      assertEquals("acme-inc", me.path("tenantSlug").asText());
      assertEquals("ROLE_OWNER", me.path("role").asText());
      assertFalse(nobody.post("/api/v1/setup", wishes(link.group(2))).succeeded(), "a second time");
      tocsin.server().process().stop(Wait.PATIENCE);
      tocsin.start();
      assertEquals("SETUP_STATE_DONE", nobody.get("/api/v1/setup").ok().text("state"));
    }
  }

  private static Map<String, String> wishes(String token) {
    return Map.of(
        "token", token,
        "tenantName", "Acme, Inc.",
        "ownerEmail", "olive@example.org",
        "password", "correct horse battery",
        "timeZone", "Europe/Vienna");
  }
}
