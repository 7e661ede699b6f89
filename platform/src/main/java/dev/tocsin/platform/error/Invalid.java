package dev.tocsin.platform.error;

import java.util.List;
import java.util.stream.Collectors;

/** The request itself is wrong; sending it again changes nothing. */
public final class Invalid extends TocsinException {
  private final transient List<Violation> violations;

  public Invalid(List<Violation> violations) {
    this(summary(violations), violations);
  }

  Invalid(String message, List<Violation> violations) {
    super(message, null);
    this.violations = List.copyOf(violations);
  }

  /** One mistake in one field. */
  public static Invalid field(String field, String message) {
    return new Invalid(List.of(new Violation(field, message)));
  }

  /** A mistake that belongs to no single field. */
  public static Invalid request(String message) {
    return new Invalid(message, List.of());
  }

  /** Every mistake that was found, in the order of the request. */
  public List<Violation> violations() {
    return violations;
  }

  private static String summary(List<Violation> violations) {
    return violations.stream()
        .limit(5)
        .map(v -> v.field().isEmpty() ? v.message() : v.field() + ": " + v.message())
        .collect(Collectors.joining("; "));
  }
}
