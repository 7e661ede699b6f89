package dev.tocsin.platform.error;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a request.
 *
 * @param field path of the field in the names of the proto, for example {@code
 *     policy.steps[0].wait}; empty when it is the request as a whole
 * @param message what is wrong with the value and what would be right
 * @param line line in the text of the field, from 1, when the field holds a text with lines
 * @param column column in that line, from 1
 */
public record Violation(
    String field, String message, @Nullable Integer line, @Nullable Integer column) {

  /** A mistake that has no position inside the field. */
  public Violation(String field, String message) {
    this(field, message, null, null);
  }
}
