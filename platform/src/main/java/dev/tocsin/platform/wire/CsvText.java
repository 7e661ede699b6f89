package dev.tocsin.platform.wire;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV by RFC 4180 that a spreadsheet may open without harm. */
public final class CsvText {
  private CsvText() {}

  /**
   * A line with its end: numbers as they are, everything else quoted where it has to be.
   *
   * @param values texts and numbers
   */
  public static String line(List<?> values) {
    return values.stream().map(CsvText::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(Object value) {
    String text = value.toString();
    return value instanceof Number || text.matches("[\\w.:][\\w.:-]*|") ? text : quoted(text);
  }

  /** The text in quotes; what a spreadsheet would take for a formula begins with an apostrophe. */
  public static String quoted(String text) {
    String harmless = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
