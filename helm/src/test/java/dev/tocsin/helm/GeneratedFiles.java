package dev.tocsin.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Those files of the chart that are made from others, as they ought to be. */
final class GeneratedFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
          Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
  private static final String BEGIN = "<!-- values: written by ./tocsin write-reference -->\n";
  private static final String END = "<!-- end of values -->\n";

  private GeneratedFiles() {}

  /** Their content by their name in the chart. */
  static Map<String, String> all() {
    return Map.of(
        "files/routes.json", routes(),
        "files/roles.sql", roles(),
        "values.schema.json", pretty(ValuesSchema.schema()),
        "README.md", readme());
  }

  /** Which paths go to which service: what the contract says. */
  private static String routes() {
    try {
      return pretty(JSON.readTree(resource("META-INF/tocsin/routes.json")));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The platform's own roles; CloudNativePG sets their passwords. */
  private static String roles() {
    return resource("db/roles.sql")
        .replaceFirst(
            "(?s)^.*?\n\n",
            "-- The roles of an installation, as the platform's db/roles.sql has them but for"
                + " passwords.\n\n")
        .replaceAll(" PASSWORD '\\$\\{\\w+}'", "");
  }

  private static String readme() {
    String page = Chart.read("README.md");
    StringBuilder table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
    for (Value value : Value.all()) {
      table.append(
          "| `%s` | %s | %s |\n"
              .formatted(value.path(), shown(value), value.meaning().replace("|", "\\|")));
    }
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("the chart's README lacks the marks around its table");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + page.substring(end);
  }

  private static String shown(Value value) {
    Object usual = value.usual();
    if (usual == null || usual.equals("") || usual.equals(Map.of()) || usual.equals(List.of())) {
      return "";
    }
    try {
      String text = usual instanceof String said ? said : JSON.writeValueAsString(usual);
      return "`" + text + "`";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pretty(JsonNode json) {
    try {
      return JSON.writer(PRETTY).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = GeneratedFiles.class.getClassLoader().getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
