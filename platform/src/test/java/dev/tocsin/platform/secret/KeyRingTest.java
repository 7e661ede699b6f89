package dev.tocsin.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {

  private static final UUID ACME = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-00000000000b");
  private static final String OLD = "old:" + key(1);
  private static final String NEW = "new:" + key(2);
  private static final byte[] CLEAR = "xoxb-1".getBytes(UTF_8);

  @Test
  void opensWhatItSealed() {
    KeyRing ring = ring(OLD);
    assertArrayEquals(CLEAR, ring.open(ACME, "channel", ring.seal(ACME, "channel", CLEAR)));
  }

  @Test
  void neverSealsTheSameBytesTwice() {
    KeyRing ring = ring(OLD);
    assertFalse(
        Arrays.equals(ring.seal(ACME, "channel", CLEAR), ring.seal(ACME, "channel", CLEAR)));
  }

  @Test
  void opensWithAnyListedKeyAndSealsWithTheNewest() {
    byte[] sealedBefore = ring(OLD).seal(ACME, "channel", CLEAR);
    KeyRing rotated = ring(NEW + "," + OLD);
    assertArrayEquals(CLEAR, rotated.open(ACME, "channel", sealedBefore));
    assertTrue(rotated.isStale(sealedBefore));
    byte[] sealedAfter = rotated.seal(ACME, "channel", CLEAR);
    assertFalse(rotated.isStale(sealedAfter));
    assertArrayEquals(CLEAR, ring(NEW).open(ACME, "channel", sealedAfter));
  }

  @Test
  void namesTheKeyThatIsMissing() {
    byte[] sealed = ring(OLD).seal(ACME, "channel", CLEAR);
    var failure =
        assertThrows(IllegalStateException.class, () -> ring(NEW).open(ACME, "channel", sealed));
    assertTrue(failure.getMessage().contains("'old'"), failure.getMessage());
  }

  @Test
  void refusesAnotherTenantAnotherPurposeAndAlteredBytes() {
    KeyRing ring = ring(OLD);
    byte[] sealed = ring.seal(ACME, "channel", CLEAR);
    assertThrows(IllegalStateException.class, () -> ring.open(OTHER, "channel", sealed));
    assertThrows(IllegalStateException.class, () -> ring.open(ACME, "address", sealed));
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThrows(
          IllegalStateException.class, () -> ring.open(ACME, "channel", altered), "byte " + i);
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThrows(
          IllegalStateException.class, () -> ring.open(ACME, "channel", cut), "cut to " + i);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|tocsin.keyring is not set",
        "' , '|tocsin.keyring is not set",
        "justakey|must read id:base64key",
        "a:%%%|key 'a' is not base64",
        "a:c2hvcnQ=|has 5 bytes, but needs 32",
      })
  void saysAtBootWhatIsWrongWithTheRing(String ring, String message) {
    var failure = assertThrows(IllegalStateException.class, () -> ring(ring));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  @Test
  void refusesOneIdForTwoKeys() {
    assertThrows(IllegalStateException.class, () -> ring(OLD + ",old:" + key(3)));
  }

  private static KeyRing ring(String ring) {
    return new KeyRing(Optional.of(ring));
  }

  private static String key(int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
