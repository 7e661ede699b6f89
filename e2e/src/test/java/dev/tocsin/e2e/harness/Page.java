package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as its receiver sees it now.
 *
 * @param updates how often it was changed in place
 */
public record Page(
    long id,
    long revision,
    String channel,
    String to,
    String subject,
    String text,
    int updates,
    JsonNode json) {
  static Page of(JsonNode item) {
    return new Page(
        item.path("id").asLong(),
        item.path("revision").asLong(),
        item.path("channel").asText(),
        item.path("to").asText(),
        item.path("subject").asText(),
        item.path("text").asText(),
        item.path("updates").asInt(),
        item);
  }

  /** What the receiver can do with it, by label. */
  public Optional<JsonNode> action(String label) {
    for (JsonNode action : json.path("actions")) {
      if (action.path("label").asText().equalsIgnoreCase(label)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  public List<String> labels() {
    var labels = new ArrayList<String>();
    json.path("actions").forEach(action -> labels.add(action.path("label").asText()));
    return labels;
  }

  /** Whether the sender owns up that this may be a repetition. */
  public boolean saysPossibleRepeat() {
    return (subject + " " + text).toLowerCase(java.util.Locale.ROOT).contains("possible repeat");
  }

  @Override
  public String toString() {
    return "%s to %s (#%d, changed %d times): %s | %s"
        .formatted(channel, to, id, updates, subject, text.replace('\n', ' '));
  }
}
