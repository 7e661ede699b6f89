package dev.tocsin.platform.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(?:(?:a{1000}){1000}){1000}",
        "(?P<x>(?<y>a{1000}){1000}){2,1000}",
        "(?i)((?s:a{1000,}){1000,}){1000,}",
        "(((a{1000}){1000}){1000}",
        "((()  {1000}){1000}){1000}",
        "[]([:alpha:]]((a{1000}){1000})",
        "[^])]((a{1000}){1000})",
        "[\\])]((a{1000}){1000})",
        "\\Q(\\E((a{1000}){1000})",
        "\\\\Q((a{1000}){1000})\\E",
        "\\(((a{1000}){1000})",
        "((\\pL{1000}){1000})",
        "((\\p{Greek}{1000}){1000})",
        "((\\x{41}{1000}){1000})",
        "([a-z]{1000}|b){1000}",
        "((a{1000}){1000}){0}",
        "(a{500}){3}",
        "a{900}b{900}"
      })
  void refusesWhatWouldFillTheMemory(String expression) {
    assertTrue(RegexSize.tooLarge(expression, 1000).isPresent(), expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "check.*",
        "Disk (full|gone)",
        "[0-9]{1,3}(\\.[0-9]{1,3}){3}",
        "a{1000}",
        "a{,1000}{x}",
        "[({1000}]{1000}",
        "[[:alpha:]{1000}]{1000}",
        "\\Q((a{1000}){1000}){1000}\\E",
        "\\(\\(a{30}\\){30}\\){30}",
        "x\\{1000}{30}",
        ")",
        "(",
        "[",
        "\\",
        "{1000}",
        "(?"
      })
  void letsTheOthersBeCompiled(String expression) {
    assertEquals(Optional.empty(), RegexSize.tooLarge(expression, 1000));
  }

  @Test
  void refusesParenthesesWithoutEndAndNothingThatIsLong() {
    assertTrue(RegexSize.tooLarge("(".repeat(201) + ")".repeat(201), 1000).isPresent());
    assertEquals(Optional.empty(), RegexSize.tooLarge("(a|b)".repeat(2_000), 1000));
  }
}
