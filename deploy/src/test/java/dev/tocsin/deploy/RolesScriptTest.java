package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.platform.embedded.EmbeddedPostgres;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The script that PostgreSQL's image runs when the database is made. */
class RolesScriptTest {
  private static final String SCRIPT = Checkout.path("deploy/postgres/roles.sh").toString();

  @Test
  void makesTheRolesTwiceAndChangesTheirPasswords() {
    assumeTrue(Programs.find("psql").isPresent(), "psql is not installed (postgresql-client)");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.throwAway()) {
      Map<String, String> env = environment(postgres);
      env.put("TOCSIN_DB_OWNER_PASSWORD", "0wner.Pass~word");
      env.put("TOCSIN_DB_PASSWORD", "app_password-1");
      assertEquals(new Programs.Ended(0, ""), Programs.run(env, List.of(SCRIPT)));

      env.put("TOCSIN_DB_PASSWORD", "app_password-2");
      assertEquals(new Programs.Ended(0, ""), Programs.run(env, List.of(SCRIPT)));

      assertEquals("tocsin_app", signIn(postgres, "tocsin_app", "app_password-2").said().strip());
      assertEquals(
          "tocsin_owner", signIn(postgres, "tocsin_owner", "0wner.Pass~word").said().strip());
      assertNotEquals(0, signIn(postgres, "tocsin_app", "app_password-1").status());
    }
  }

  @Test
  void refusesAPasswordThatWouldNotStandInAUrl() {
    Map<String, String> env =
        Map.of("TOCSIN_DB_OWNER_PASSWORD", "it's", "TOCSIN_DB_PASSWORD", "fine");

    Programs.Ended ended = Programs.run(env, List.of(SCRIPT));

    assertEquals(1, ended.status());
    assertTrue(ended.said().contains("TOCSIN_DB_OWNER_PASSWORD may hold"), ended.said());
  }

  private static Map<String, String> environment(EmbeddedPostgres postgres) {
    String[] superuser = URI.create(postgres.superuserUrl()).getUserInfo().split(":", 2);
    Map<String, String> env = new HashMap<>();
    env.put("ROLES_SQL", Checkout.path("platform/src/main/resources/db/roles.sql").toString());
    env.put("PGHOST", "127.0.0.1");
    env.put("PGPORT", Integer.toString(postgres.port()));
    env.put("POSTGRES_DB", EmbeddedPostgres.DATABASE);
    env.put("POSTGRES_USER", superuser[0]);
    env.put("PGPASSWORD", superuser[1]);
    return env;
  }

  private static Programs.Ended signIn(EmbeddedPostgres postgres, String role, String password) {
    return Programs.run(
        Map.of("PGPASSWORD", password),
        List.of(
            "psql",
            "-XAtq",
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(postgres.port()),
            "-U",
            role,
            "-d",
            EmbeddedPostgres.DATABASE,
            "-c",
            "select current_user"));
  }
}
