package dev.tocsin.proto.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Small pieces of the page. */
final class Html {
  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String id(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** Paragraphs, lists, bold words and code of a comment. */
  static String prose(String text) {
    StringBuilder out = new StringBuilder();
    boolean inList = false;
    for (String paragraph : escape(text).split("\n(?=\n|- )|\n\n")) {
      String words = paragraph.strip();
      if (words.isEmpty()) {
        continue;
      }
      boolean item = words.startsWith("- ");
      if (item != inList) {
        out.append(item ? "<ul>" : "</ul>");
        inList = item;
      }
      out.append(item ? "<li>" : "<p>");
      out.append(
          (item ? words.substring(2) : words)
              .replaceAll("`([^`]+)`", "<code>$1</code>")
              .replaceAll("\\*\\*([^*]+)\\*\\*", "<strong>$1</strong>"));
      out.append(item ? "</li>" : "</p>");
    }
    return out.append(inList ? "</ul>" : "").toString();
  }

  /** The type of a schema in a few words, with links to what it refers to. */
  static String type(Map<?, ?> schema) {
    if (schema.get("$ref") instanceof String reference) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      return "<a href=\"#schema-" + name + "\">" + name + "</a>";
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      return "array of " + type(items) + limits(schema);
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      return "map to " + type(values) + limits(schema);
    }
    Object type = schema.get("type");
    Object format = schema.get("format");
    return (type == null ? "any" : type)
        + (format == null ? "" : " (" + format + ")")
        + limits(schema);
  }

  private static String limits(Map<?, ?> schema) {
    StringBuilder out = new StringBuilder();
    for (String name :
        List.of(
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "maxProperties")) {
      if (schema.containsKey(name)) {
        out.append(", ").append(name).append(' ').append(schema.get(name));
      }
    }
    if (schema.get("pattern") instanceof String pattern) {
      out.append(", <code>").append(escape(pattern)).append("</code>");
    }
    return out.toString();
  }
}
