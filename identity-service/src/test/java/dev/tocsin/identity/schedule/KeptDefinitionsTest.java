package dev.tocsin.identity.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptDefinitionsTest {

  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private final KeptDefinitions kept = new KeptDefinitions(100);

  @Test
  void parsesAVersionOnce() {
    Definition first = kept.of(FIRST, text(30), "{}");

    assertSame(first, kept.of(FIRST, text(30), "{}"));
    assertEquals(1, kept.size());
  }

  @Test
  void beginsAnewWhenItWouldHoldMoreCharactersThanItMay() {
    Definition first = kept.of(FIRST, text(60), "{}");
    kept.of(SECOND, text(60), "{}");

    assertEquals(1, kept.size());
    assertNotSame(first, kept.of(FIRST, text(60), "{}"));
  }

  @Test
  void keepsNothingThatIsLargerThanAllItMayHold() {
    Definition first = kept.of(FIRST, text(30), "{}");
    assertEquals("UTC", kept.of(SECOND, text(200), "{}").timeZone());

    assertEquals(1, kept.size());
    assertSame(first, kept.of(FIRST, text(30), "{}"));
  }

  /** A definition of so many characters. */
  private static String text(int length) {
    String text = "{\"timeZone\": \"UTC\"}";
    return text + " ".repeat(length - text.length());
  }
}
