package dev.tocsin.notification.command;

import dev.tocsin.proto.alerting.v1.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said to those who are paged: what is left of the line when they are named.
 *
 * @param title one line
 * @param description the whole text where it is longer than a title; empty when it is not
 */
record PageWords(Severity severity, String title, String description) {

  private static final int TITLE = 300;
  private static final Pattern SEVERITY =
      Pattern.compile("^severity[:=]\\s*(\\p{L}+)[,:]?\\s*", Pattern.CASE_INSENSITIVE);

  /** What came of reading the words. */
  sealed interface Reading {
    record Ok(PageWords words) implements Reading {}

    /** It cannot be; in words what to do. */
    record Wrong(String why) implements Reading {}
  }

  /**
   * @param line marked text after the names
   */
  static Reading read(String line) {
    String text = line.replaceFirst("^[\\s,:;–—-]+", "");
    Severity severity = Severity.SEVERITY_CRITICAL;
    Matcher asked = SEVERITY.matcher(text);
    if (asked.find()) {
      Optional<Severity> known = severity(asked.group(1));
      if (known.isEmpty()) {
        return new Reading.Wrong(
            "There is no severity '%s': say critical, major, minor, warning or info."
                .formatted(Markup.escaped(asked.group(1))));
      }
      severity = known.get();
      text = text.substring(asked.end());
    }
    String words = Markup.unmarked(text).strip();
    if (words.isEmpty()) {
      return new Reading.Wrong("Say after the name what is wrong: nobody was paged.");
    }
    int length = words.codePointCount(0, words.length());
    return new Reading.Ok(
        length <= TITLE
            ? new PageWords(severity, words, "")
            : new PageWords(
                severity, words.substring(0, words.offsetByCodePoints(0, TITLE - 1)) + "…", words));
  }

  private static Optional<Severity> severity(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "critical" -> Optional.of(Severity.SEVERITY_CRITICAL);
      case "major" -> Optional.of(Severity.SEVERITY_MAJOR);
      case "minor" -> Optional.of(Severity.SEVERITY_MINOR);
      case "warning" -> Optional.of(Severity.SEVERITY_WARNING);
      case "info" -> Optional.of(Severity.SEVERITY_INFO);
      default -> Optional.empty();
    };
  }
}
