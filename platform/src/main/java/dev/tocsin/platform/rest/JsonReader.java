package dev.tocsin.platform.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON into a message, strictly: an unknown name, a name given twice, a value of another type
 * and a nesting too deep are each told with the field and the position, all at once where the JSON
 * itself is well-formed.
 */
final class JsonReader {
  private final JsonFactory json;
  private final int maxDepth;

  JsonReader(int maxDepth) {
    this.maxDepth = maxDepth;
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth + 1)
                    .maxNumberLength(100)
                    .build())
            .build();
  }

  /**
   * Merges the object into the message.
   *
   * @param prefix path of the message in the request, with its dot; empty for the request itself
   * @return the names of the fields that the object gives, in the names of the proto
   * @throws Invalid with every mistake
   */
  Set<String> merge(byte[] body, Message.Builder into, String prefix) {
    try (JsonParser parser = json.createParser(body)) {
      JsonMistakes mistakes = new JsonMistakes(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        mistakes.add(prefix, "must be a JSON object");
        throw new Invalid(mistakes.found());
      }
      Set<String> given = new JsonMessage(parser, mistakes).object(into, prefix, 1);
      if (mistakes.found().isEmpty() && parser.nextToken() != null) {
        mistakes.add("", "something follows the JSON object");
      }
      if (!mistakes.found().isEmpty()) {
        throw new Invalid(mistakes.found());
      }
      return given;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw Invalid.field("", "the body is not JSON in UTF-8: " + e.getMessage());
    }
  }

  private Invalid malformed(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String why = e.getOriginalMessage().lines().findFirst().orElse("");
    if (why.contains("nesting depth")) {
      why = "nested deeper than " + maxDepth + " levels";
    }
    return new Invalid(
        List.of(
            new Violation(
                "",
                "the body is not well-formed JSON: " + why,
                at == null ? null : at.getLineNr(),
                at == null ? null : at.getColumnNr())));
  }
}
