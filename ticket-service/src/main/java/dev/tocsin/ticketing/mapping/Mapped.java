package dev.tocsin.ticketing.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What mappings came to.
 *
 * @param fields each in order
 */
public record Mapped(List<Field> fields) {
  public Mapped {
    fields = List.copyOf(fields);
  }

  /**
   * One field.
   *
   * @param value the value; JSON null when it is left out
   * @param error why it is left out; empty when it is not
   * @param harmless whether that is as meant: a key that is not there
   */
  public record Field(String name, JsonNode value, String error, boolean harmless) {}

  /** The values that there are. */
  public Map<String, JsonNode> values() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    fields.stream().filter(f -> f.error().isEmpty()).forEach(f -> values.put(f.name(), f.value()));
    return values;
  }

  /** What went wrong, in one line; empty when nothing did. */
  public String remark() {
    return fields.stream()
        .filter(field -> !field.error().isEmpty() && !field.harmless())
        .map(field -> "the mapping of '%s' failed: %s".formatted(field.name(), field.error()))
        .collect(Collectors.joining("; "));
  }
}
