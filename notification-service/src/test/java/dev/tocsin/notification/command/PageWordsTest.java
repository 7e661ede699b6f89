package dev.tocsin.notification.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.proto.alerting.v1.Severity;
import org.junit.jupiter.api.Test;

class PageWordsTest {

  @Test
  void isCriticalUnlessSaidOtherwise() {
    assertEquals(
        new PageWords(Severity.SEVERITY_CRITICAL, "Checkout is down", ""),
        read(": Checkout is down"));
    assertEquals(
        new PageWords(Severity.SEVERITY_MINOR, "Checkout is slow", ""),
        read("severity:minor, Checkout is slow"));
    assertEquals(new PageWords(Severity.SEVERITY_INFO, "x", ""), read(", Severity=INFO x"));
  }

  @Test
  void saysWhatIsWrongWithTheWords() {
    assertTrue(wrong("severity:p1 down").contains("critical, major, minor, warning or info"));
    assertTrue(wrong("").contains("nobody was paged"));
    assertTrue(wrong("severity:minor").contains("nobody was paged"));
    assertTrue(wrong(" – : ").contains("nobody was paged"));
  }

  @Test
  void keepsTheWholeOfALongText() {
    String longText = "🔥".repeat(301);
    PageWords words = read(longText);
    assertEquals(300, words.title().codePointCount(0, words.title().length()));
    assertTrue(words.title().endsWith("🔥…"));
    assertEquals(longText, words.description());
  }

  private static PageWords read(String line) {
    return assertInstanceOf(PageWords.Reading.Ok.class, PageWords.read(line)).words();
  }

  private static String wrong(String line) {
    return assertInstanceOf(PageWords.Reading.Wrong.class, PageWords.read(line)).why();
  }
}
