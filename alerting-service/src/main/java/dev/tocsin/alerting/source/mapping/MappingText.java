package dev.tocsin.alerting.source.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mapping as a user wrote it: expressions, empty where the generic source's own reading is to be
 * used.
 *
 * @param alerts a list with an element for each alert; empty: the payload is one alert
 * @param title of an alert
 * @param description what explains it
 * @param severity a word for how bad it is
 * @param key what is the same for a firing and its end
 * @param state a word, or true for firing and false for over
 * @param sourceUrl where the tool shows it
 * @param startsAt when it began
 * @param allLabels a map of further labels
 * @param labels an expression for each label, by its name
 */
public record MappingText(
    String alerts,
    String title,
    String description,
    String severity,
    String key,
    String state,
    String sourceUrl,
    String startsAt,
    String allLabels,
    Map<String, String> labels) {

  /** Nothing is mapped. */
  public static final MappingText NONE =
      new MappingText("", "", "", "", "", "", "", "", "", Map.of());

  /** Is nothing mapped? */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The expressions for parts of an alert, by the names of the contract's fields. */
  Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", title);
    parts.put("description", description);
    parts.put("severity", severity);
    parts.put("key", key);
    parts.put("state", state);
    parts.put("source_url", sourceUrl);
    parts.put("starts_at", startsAt);
    parts.put("all_labels", allLabels);
    labels.forEach((name, expression) -> parts.put(label(name), expression));
    return parts;
  }

  static String label(String name) {
    return "labels[" + name + "]";
  }
}
