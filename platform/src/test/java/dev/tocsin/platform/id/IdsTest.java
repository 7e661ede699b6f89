package dev.tocsin.platform.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  @Test
  void makesVersion7WithItsTimeInFront() {
    UUID id = Ids.next(NOW);

    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertEquals(NOW.toEpochMilli(), id.getMostSignificantBits() >>> 16, 3);
  }

  @Test
  void sortsInTheOrderOfMakingEvenWithinAMillisecond() {
    String last = "";
    for (int i = 0; i < 20_000; i++) {
      String next = Ids.next(NOW).toString();
      assertTrue(next.compareTo(last) > 0, next);
      last = next;
    }
  }

  @Test
  void makesSecretsOfFortyCharactersBehindThePrefix() {
    String secret = Ids.secret("tcs_");

    assertTrue(secret.matches("tcs_[0-9A-Za-z]{40}"), secret);
    assertNotEquals(secret, Ids.secret("tcs_"));
  }

  @Test
  void hashesAsTheStandardSays() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        HexFormat.of().formatHex(Ids.sha256("abc")));
  }
}
