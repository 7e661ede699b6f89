package dev.tocsin.alerting.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SignalTextTest {

  @Test
  void leavesGoodTextAlone() {
    String good = "Größe 😀 \u202ertl <script>";

    assertSame(good, SignalText.clean(good));
    assertSame(good, SignalText.shorten(good, 100));
  }

  @Test
  void replacesNulAndLoneSurrogates() {
    assertEquals("a\uFFFDb\uFFFDc\uFFFD", SignalText.clean("a\0b\uD83Dc\uDE00"));
    assertEquals("😀\uFFFD", SignalText.clean("😀\uD83D"));
  }

  @Test
  void marksWhatItCut() {
    assertEquals("xx… [cut by Tocsin: 2 of 5 characters]", SignalText.shorten("xxxxx", 2));
  }

  @Test
  void neverCutsCharacterInTwo() {
    assertTrue(SignalText.isClean(SignalText.shorten("a😀b", 2)));
  }

  @Test
  void makesOneLine() {
    assertEquals("a b c", SignalText.oneLine("a\r\nb\tc\n", 100));
  }

  /** What is clean survives the way through UTF-8, as into the database and back. */
  @Property
  void cleanTextSurvivesUtf8(
      @ForAll @StringLength(max = 40) @CharRange(from = '\0', to = '\uFFFF') String text,
      @ForAll @IntRange(min = 2, max = 50) int max) {
    String clean = SignalText.shorten(SignalText.clean(text), max);

    assertEquals(clean, new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    assertTrue(clean.indexOf('\0') < 0);
  }

  @Test
  void fingerprintIgnoresOrderOfLabelsButNotTheirBoundaries() {
    assertEquals(
        Fingerprint.ofLabels(Map.of("a", "1", "b", "2")),
        Fingerprint.ofLabels(Map.of("b", "2", "a", "1")));
    assertNotEquals(
        Fingerprint.ofLabels(Map.of("a", "bc")), Fingerprint.ofLabels(Map.of("ab", "c")));
    assertNotEquals(
        Fingerprint.ofLabels(Map.of("a", "\uD83D")), Fingerprint.ofLabels(Map.of("a", "\uD83E")));
  }

  @Test
  void keepsFingerprintsOfSourcesThatCanBeKept() {
    assertEquals("f8f08d4e32c61a9d", Fingerprint.given("f8f08d4e32c61a9d"));
    assertEquals(32, Fingerprint.given("x".repeat(201)).length());
    assertNotEquals(Fingerprint.given("x".repeat(201)), Fingerprint.given("x".repeat(202)));
  }
}
