package dev.tocsin.alerting.muting;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.platform.cel.RegexSize;
import dev.tocsin.platform.error.Invalid;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one property of an alert. A label that is missing counts as an empty text, as in
 * Alertmanager.
 *
 * @param name {@code labels.<name>}, {@code severity}, {@code source}, {@code title} or {@code
 *     fingerprint}
 * @param values what it is compared with: one, but for {@link Operator#IN}
 * @param pattern the compiled expression of {@link Operator#MATCHES} and its negation
 */
public record Matcher(
    String name, Operator operator, SequencedSet<String> values, Optional<Pattern> pattern) {

  /** Copies the values, in their order. */
  public Matcher {
    values = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(values));
  }

  /** How names of labels begin. */
  public static final String LABELS = "labels.";

  private static final Set<String> OTHERS = Set.of("severity", "source", "title", "fingerprint");

  /** How it compares. */
  public enum Operator {
    EQUAL,
    NOT_EQUAL,
    MATCHES,
    NOT_MATCHES,
    IN;

    boolean isRegex() {
      return this == MATCHES || this == NOT_MATCHES;
    }
  }

  /**
   * A matcher that somebody asks for.
   *
   * @param field its path in the request, for the error
   * @param mostProgram how large the program of a regular expression may be
   * @throws Invalid naming the part of it that is wrong
   */
  public static Matcher of(
      String field, String name, Operator operator, Collection<String> values, int mostProgram) {
    if (!OTHERS.contains(name) && !(name.startsWith(LABELS) && name.length() > LABELS.length())) {
      throw Invalid.field(
          field + ".name",
          "'" + name + "' is none of labels.<name>, severity, source, title and fingerprint");
    }
    if (values.isEmpty()) {
      throw Invalid.field(field + ".values", "name at least one");
    }
    if (name.equals("severity") && !operator.isRegex()) {
      values.forEach(value -> severity(field, value));
    }
    return new Matcher(
        name,
        operator,
        new LinkedHashSet<>(values),
        operator.isRegex()
            ? Optional.of(pattern(field + ".value", values.iterator().next(), mostProgram))
            : Optional.empty());
  }

  /** Does it match? */
  public boolean matches(Subject alert) {
    return matches(property(alert));
  }

  /** Would it match an alert that lacks what it looks at? */
  public boolean matchesNothing() {
    return matches("");
  }

  /** Does it look at a label? */
  public boolean isLabel() {
    return name.startsWith(LABELS);
  }

  /** The name of the label that it looks at. */
  public String label() {
    return name.substring(LABELS.length());
  }

  private boolean matches(String text) {
    return switch (operator) {
      case EQUAL, IN -> values.contains(text);
      case NOT_EQUAL -> !values.contains(text);
      case MATCHES -> pattern.orElseThrow().matches(text);
      case NOT_MATCHES -> !pattern.orElseThrow().matches(text);
    };
  }

  private String property(Subject alert) {
    return switch (name) {
      case "severity" -> alert.severity().word();
      case "source" -> alert.source();
      case "title" -> alert.title();
      case "fingerprint" -> alert.fingerprint();
      default -> {
        @Nullable Object value = alert.labels().get(label());
        yield value == null ? "" : value.toString();
      }
    };
  }

  private static void severity(String field, String value) {
    if (Arrays.stream(Severity.values()).noneMatch(known -> known.word().equals(value))) {
      throw Invalid.field(
          field + ".value",
          "'" + value + "' is no severity: critical, major, minor, warning or info");
    }
  }

  private static Pattern pattern(String field, String expression, int mostProgram) {
    RegexSize.tooLarge(expression, mostProgram)
        .ifPresent(
            why -> {
              throw Invalid.field(field, why);
            });
    try {
      Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
      if (pattern.programSize() > mostProgram) {
        throw Invalid.field(
            field,
            "compiles to "
                + pattern.programSize()
                + " instructions; at most "
                + mostProgram
                + " are allowed");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw Invalid.field(field, "is no regular expression (RE2): " + e.getMessage());
    }
  }
}
