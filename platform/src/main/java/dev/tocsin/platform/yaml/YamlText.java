package dev.tocsin.platform.yaml;

/**
 * A scalar: text, number, switch or date, as it is written.
 *
 * @param text the characters, with variables replaced; empty for null
 * @param isNull whether nothing stands there, or {@code null} or {@code ~}
 */
public record YamlText(Place place, String text, boolean isNull) implements YamlValue {
  @Override
  public String what() {
    return isNull ? "nothing" : "'" + text + "'";
  }
}
