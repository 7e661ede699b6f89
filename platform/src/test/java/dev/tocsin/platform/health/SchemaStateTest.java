package dev.tocsin.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which schema a release can work with, and what it says of it. */
class SchemaStateTest {
  private static final OptionalInt NONE = OptionalInt.empty();

  @Test
  void theOneOfThisRelease() {
    assertEquals(SchemaState.UP, state(54, 54));
    assertEquals(SchemaState.UP, SchemaState.of(NONE, NONE), "one without scripts");
  }

  @Test
  void noneThatIsBehindOrMissing() {
    SchemaState behind = state(54, 53);
    assertFalse(behind.fits());
    assertTrue(behind.words().contains("at version 53 and this release needs 54"), behind.words());
    SchemaState missing = SchemaState.of(OptionalInt.of(54), NONE);
    assertFalse(missing.fits());
    assertTrue(missing.words().contains("run the migrations"), missing.words());
  }

  @Test
  void oneThatIsAheadAndThatIsSaid() {
    SchemaState ahead = state(54, 60);
    assertTrue(ahead.fits());
    assertTrue(ahead.words().contains("version 60, newer than the 54"), ahead.words());
  }

  private static SchemaState state(int needed, int found) {
    return SchemaState.of(OptionalInt.of(needed), OptionalInt.of(found));
  }
}
