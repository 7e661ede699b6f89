package dev.tocsin.notification.render;

/**
 * Something to mend in a template or in what it rendered.
 *
 * @param part the part of the message
 * @param line line in the part, from 1; 0 when unknown
 * @param column column in the line, from 1; 0 when unknown
 * @param message what is wrong and what to do
 * @param error true when it cannot be sent as it is; false for a warning
 */
public record Fault(String part, int line, int column, String message, boolean error) {

  /** An error at an unknown place. */
  public static Fault error(String part, String message) {
    return new Fault(part, 0, 0, message, true);
  }

  /** A warning: it is sent, but not as written. */
  public static Fault warning(String part, String message) {
    return new Fault(part, 0, 0, message, false);
  }
}
