package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Statuses that a setting means: one by name, all of a category, or none. Names are compared
 * without case, as Jira's are unique without it.
 */
sealed interface StatusTarget {
  /** To do. */
  String TO_DO = "category:new";

  /** In progress. */
  String IN_PROGRESS = "category:indeterminate";

  /** Done. */
  String DONE = "category:done";

  /** The statuses of a category, by its key: {@code new, indeterminate, done}. */
  record Category(String key) implements StatusTarget {}

  /** The status of this name. */
  record Named(String name) implements StatusTarget {}

  /** No status. */
  record None() implements StatusTarget {}

  static StatusTarget of(String text, String usual) {
    String given = text.isBlank() ? usual : text.strip();
    if (given.equalsIgnoreCase("none")) {
      return new None();
    }
    String prefix = "category:";
    return given.regionMatches(true, 0, prefix, 0, prefix.length())
        ? new Category(category(given.substring(prefix.length())))
        : new Named(given);
  }

  /** Does this status, as Jira tells it, belong to it? */
  default boolean matches(JsonNode status) {
    return switch (this) {
      case None none -> false;
      case Named named -> status.path("name").asText().equalsIgnoreCase(named.name());
      case Category category -> categoryOf(status).equals(category.key());
    };
  }

  /** As people read it. */
  default String words() {
    return switch (this) {
      case None none -> "no status";
      case Named named -> "'" + named.name() + "'";
      case Category category ->
          switch (category.key()) {
            case "done" -> "a status of the category Done";
            case "indeterminate" -> "a status of the category In Progress";
            case "new" -> "a status of the category To Do";
            default -> "a status of the category " + category.key();
          };
    };
  }

  /** The category of a status: {@code new, indeterminate, done}, or empty when it has none. */
  static String categoryOf(JsonNode status) {
    return category(status.path("statusCategory").path("key").asText());
  }

  /** Older versions of Jira, and its documentation's examples, have other keys. */
  private static String category(String key) {
    String lower = key.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "done", "completed", "complete" -> "done";
      case "indeterminate", "in-flight", "in progress", "in_progress" -> "indeterminate";
      case "new", "todo", "to do", "to_do" -> "new";
      default -> lower.equals("undefined") ? "" : lower;
    };
  }
}
