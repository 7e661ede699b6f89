package dev.tocsin.platform.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting that Tocsin knows.
 *
 * @param key its name in a file, for example {@code delivery.max-attempts}
 * @param property its name everywhere else, for example {@code tocsin.delivery.max-attempts}
 * @param secret masked wherever it is shown
 * @param defaultValue as it would be written; empty when there is none
 * @param meaning a sentence or more, Markdown
 */
public record Setting(
    String key, String property, Kind kind, boolean secret, String defaultValue, String meaning) {

  /** What a value may be. */
  public enum Kind {
    /** A whole number. */
    WHOLE("a whole number, 0 or more, for example 10"),
    /** Any number. */
    NUMBER("a number, 0 or more, for example 0.5"),
    /** Yes or no. */
    SWITCH("true or false"),
    /** A length of time. */
    DURATION("a duration, for example 500ms, 30s, 5m, 2h, 7d or PT1H30M"),
    /** Any text. */
    TEXT("a text"),
    /** Several texts. */
    LIST("a list of texts");

    private final String allowed;

    Kind(String allowed) {
      this.allowed = allowed;
    }

    /** What is allowed, for a sentence. */
    public String allowed() {
      return allowed;
    }
  }

  /** The variable of the environment that sets it. */
  public String variable() {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Why a value cannot be taken; empty when it can. */
  Optional<String> objection(String value) {
    boolean taken =
        switch (kind) {
          case WHOLE -> value.matches("\\d{1,18}");
          case NUMBER -> value.matches("\\d{1,15}(\\.\\d{1,15})?");
          case SWITCH -> List.of("true", "false", "yes", "no", "on", "off").contains(value);
          case DURATION -> isDuration(value);
          case TEXT, LIST -> true;
        };
    return taken
        ? Optional.empty()
        : Optional.of("`%s` is '%s', but takes %s".formatted(key, value, kind.allowed()));
  }

  private static boolean isDuration(String value) {
    return value.matches("\\d{1,12}(ms|s|S|m|M|h|H|d|D)?")
        || value.matches("(?i)P(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d{1,9})?S)?)?(?<!P)")
        || value.matches("(?i)(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d{1,9})?S)?");
  }
}
