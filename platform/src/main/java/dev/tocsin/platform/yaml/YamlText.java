package dev.tocsin.platform.yaml;

/**
 * A scalar: text, number, switch or date, as it is written.
 *
 * @param text the characters, with variables replaced; empty for null
 * @param isNull whether nothing stands there, or {@code null} or {@code ~}
 */
public record YamlText(Place place, String text, boolean isNull) implements YamlValue {
  /** Not the text itself: a variable in it may have been a secret. */
  @Override
  public String what() {
    return isNull ? "nothing" : "a text";
  }

  /** The text itself, for a sentence about a value that cannot be a secret. */
  public String quoted() {
    return isNull ? "nothing" : "'" + text + "'";
  }
}
