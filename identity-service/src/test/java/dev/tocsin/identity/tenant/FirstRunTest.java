package dev.tocsin.identity.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.password.Passwords;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FirstRunTest {

  private static final Pattern PASSWORD = Pattern.compile("password  (\\S+)");

  @Inject FirstTenant first;
  @Inject Passwords passwords;
  @Inject FirstRun firstRun;

  @BeforeEach
  void noTenantIsThere() throws Exception {
    try (Connection connection = TestServers.database().superuser()) {
      connection
          .createStatement()
          .execute("update identity.tenant set delete_time = now() where delete_time is null");
    }
  }

  @Test
  void printsAPasswordOnceThatSignsTheOwnerIn() throws Throwable {
    var configured = new FirstRun(first, passwords, "first", Optional.of("owner@example.com"));

    String firstStart = printed(configured);
    String secondStart = printed(configured);

    Matcher password = PASSWORD.matcher(firstStart);
    assertTrue(password.find(), firstStart);
    String oneTime = password.group(1);
    assertFalse(password.find(), "printed twice");
    assertEquals("", secondStart);
    var session = TestTenant.signIn("first", "owner@example.com", oneTime);
    assertTrue(session.getBoolean("mustChangePassword"));
  }

  @Test
  void isPlainTextForAPerson() throws Throwable {
    String box = printed(new FirstRun(first, passwords, "first", Optional.of("owner@example.com")));

    assertFalse(box.contains("{"), "no JSON");
    assertTrue(box.lines().anyMatch(line -> line.contains("owner@example.com")), box);
  }

  @Test
  void doesNothingWithoutAnOwnersAddress() throws Throwable {
    assertEquals("", printed(new FirstRun(first, passwords, "first", Optional.empty())));
    assertEquals("", printed(new FirstRun(first, passwords, "first", Optional.of(" "))));
  }

  @Test
  void makesOneTenantHoweverOftenItIsAsked() throws Throwable {
    var first =
        VertxContextSupport.subscribeAndAwait(
            () -> firstRun.ensure("Acme", "acme-first", "owner@example.com"));
    var second =
        VertxContextSupport.subscribeAndAwait(
            () -> firstRun.ensure("Other", "other-first", "owner@example.com"));

    assertEquals("acme-first", first.orElseThrow().tenant());
    assertEquals(Optional.empty(), second);
  }

  private static String printed(FirstRun run) throws Throwable {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      run.atStart(new StartupEvent());
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
