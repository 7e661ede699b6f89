package dev.tocsin.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether values fit the chart's schema, as far as that speaks of names, types and patterns. */
final class ValuesCheck {
  private ValuesCheck() {}

  /** A sentence for each value that does not fit. */
  static List<String> mistakes(JsonNode values) {
    List<String> mistakes = new ArrayList<>();
    check("", values, Checkout.json("helm/tocsin/values.schema.json"), mistakes);
    return mistakes;
  }

  private static void check(String path, JsonNode value, JsonNode schema, List<String> mistakes) {
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(
              field -> {
                String name = path + "." + field.getKey();
                JsonNode known = schema.at("/properties/" + field.getKey());
                if (!known.isMissingNode()) {
                  check(name, field.getValue(), known, mistakes);
                } else if (schema.path("additionalProperties").isBoolean()
                    && !schema.path("additionalProperties").asBoolean()) {
                  mistakes.add(name + " is no value of the chart");
                }
              });
    }
    String type = schema.path("type").asText();
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "boolean" -> value.isBoolean();
          case "string" -> value.isTextual();
          case "integer" -> value.isInt();
          case "array" -> value.isArray();
          default -> true;
        };
    if (!fits) {
      mistakes.add(path + " is " + value + ", but takes " + type);
    }
    if (schema.has("pattern") && !value.asText().matches(schema.get("pattern").asText())) {
      mistakes.add(path + " is " + value + ", but must fit " + schema.get("pattern"));
    }
  }
}
