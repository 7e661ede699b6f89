package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Child;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A new key takes the place of the old one, as an operator does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyRotationTest {
  private static final String RING = "tocsin.keyring";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> COLUMNS =
      List.of(
          "identity.signing_key.sealed_private",
          "notification.channel.secrets",
          "notification.delivery.address",
          "ticketing.ticket_provider.");

  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("rotation", false).start();
    tenant = Tenants.make(tocsin, "rotation");
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @Test
  void everythingStillOpensOnceTheOldKeyIsGone() {
    var timeline = Timeline.in(tenant);
    Alarm before = timeline.alarm("Before", "critical");
    timeline.fires(before).within("60s").expectPage("slack", "Ada").expectPage("email", "Ada");
    Child served = tocsin.command("served", "keys", "reencrypt", "--data", data());
    assertNotEquals(0, served.awaitEnd(PATIENCE), "a folder in use is left alone");
    String oldKey = tocsin.secret(RING);
    String newKey = fresh();
    tocsin.server().end();

    tocsin.setSecret(RING, newKey + "," + oldKey);
    Child first = tocsin.command("first", "keys", "reencrypt", "--data", data(), "--batch", "1");
    assertEquals(0, first.awaitEnd(PATIENCE), first::lastWords);
    Child second = tocsin.command("second", "keys", "reencrypt", "--data", data());
    assertEquals(0, second.awaitEnd(PATIENCE), second::lastWords);
    tocsin.setSecret(RING, newKey);
    tocsin.start();

    COLUMNS.forEach(
        column -> {
          assertTrue(sealed(first, column) > 0, first::lastWords);
          assertEquals(0, sealed(second, column), second::lastWords);
        });
    Alarm after = timeline.alarm("After", "critical");
    timeline
        .fires(after)
        .within("60s")
        .expectPage("slack", "Ada", page -> page.text().contains(after.name()))
        .expectPage("email", "Ada", page -> page.text().contains(after.name()));
    Wait.untilTrue(
        Duration.ofSeconds(60),
        () -> timeline.tickets().size() == 2,
        () -> "the desk got " + timeline.tickets());
    assertEquals(0, countOf(tocsin.server().process().output(), "does not open"));
  }

  private String data() {
    return tocsin.data().toString();
  }

  private String fresh() {
    Child made = tocsin.command("key", "keys", "new");
    assertEquals(0, made.awaitEnd(PATIENCE), made::lastWords);
    Matcher key = Pattern.compile("(?m)^k[0-9a-f]{8}:[A-Za-z0-9+/=]{44}$").matcher(made.output());
    assertTrue(key.find(), made::lastWords);
    return key.group();
  }

  /** How many rows of the columns that begin so were sealed anew. */
  private static int sealed(Child command, String column) {
    Matcher count =
        Pattern.compile(Pattern.quote(column) + "\\S*\\s+(\\d+) sealed anew")
            .matcher(command.output());
    int sum = -1;
    while (count.find()) {
      sum = Math.max(sum, 0) + Integer.parseInt(count.group(1));
    }
    return sum;
  }

  private static int countOf(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
