package dev.tocsin.notification.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

  @Test
  void saysNothingOfEqualTexts() {
    assertEquals("", UnifiedDiff.of("a\nb", "a\nb"));
  }

  @Test
  void showsAChangedLineWithThreeLinesOfContext() {
    assertEquals(
        """
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        """,
        UnifiedDiff.of(numbers(9), numbers(9).replace("5\n", "five\n")));
  }

  @Test
  void showsDistantChangesInHunksOfTheirOwn() {
    String diff =
        UnifiedDiff.of(numbers(30), numbers(30).replace("\n4\n", "\n").replace("29\n", "29\nx\n"));
    assertEquals(
        """
        @@ -1,7 +1,6 @@
         1
         2
         3
        -4
         5
         6
         7
        @@ -27,4 +26,5 @@
         27
         28
         29
        +x
         30
        """,
        diff);
  }

  @Test
  void countsFromNothing() {
    assertEquals("@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n", UnifiedDiff.of("", "a"));
  }

  @Test
  void replacesWhatIsTooDifferentAsAWhole() {
    String diff = UnifiedDiff.of(numbers(5000), numbers(5000).replace("1", "one"));
    assertTrue(diff.contains("-1\n") && diff.contains("+one\n"));
  }

  private static String numbers(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
