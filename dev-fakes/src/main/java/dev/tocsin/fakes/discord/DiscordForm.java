package dev.tocsin.fakes.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.util.Optional;
import java.util.Set;

/** What Discord refuses in a message, in its nested {@code errors} form. */
final class DiscordForm {

  private static final Set<String> FIELDS =
      Set.of(
          "content",
          "username",
          "avatar_url",
          "tts",
          "embeds",
          "allowed_mentions",
          "components",
          "flags",
          "thread_name",
          "applied_tags",
          "attachments",
          "poll");
  private static final int TOTAL = 6000;

  private final ObjectNode errors = Json.object();
  private boolean wrong;

  private DiscordForm() {}

  /** The answer's {@code errors}; empty when the message is taken. */
  static Optional<ObjectNode> problems(JsonNode message, boolean isNew) {
    DiscordForm form = new DiscordForm();
    form.check(message, isNew);
    return form.wrong ? Optional.of(form.errors) : Optional.empty();
  }

  private void check(JsonNode message, boolean isNew) {
    for (var names = message.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        fail("UNKNOWN_FIELD", "not a field that a webhook may set", name);
      }
    }
    String content = message.path("content").asText();
    length(content, 2000, "content");
    length(message.path("username").asText(), 80, "username");
    JsonNode embeds = message.path("embeds");
    boolean nothing = content.isBlank() && embeds.isEmpty() && message.path("components").isEmpty();
    if (isNew && nothing) {
      fail("BASE_TYPE_REQUIRED", "Cannot send an empty message", "content");
    }
    if (embeds.size() > 10) {
      fail("BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.", "embeds");
    }
    int total = 0;
    for (int i = 0; i < embeds.size(); i++) {
      total += embed(embeds.get(i), i);
    }
    if (total > TOTAL) {
      fail("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000", "embeds");
    }
  }

  private int embed(JsonNode embed, int index) {
    String at = "embeds." + index + ".";
    int length =
        length(embed.path("title").asText(), 256, at + "title")
            + length(embed.path("description").asText(), 4096, at + "description")
            + length(embed.path("footer").path("text").asText(), 2048, at + "footer.text")
            + length(embed.path("author").path("name").asText(), 256, at + "author.name");
    JsonNode fields = embed.path("fields");
    if (fields.size() > 25) {
      fail("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.", at + "fields");
    }
    for (int i = 0; i < fields.size(); i++) {
      for (String part : new String[] {"name", "value"}) {
        String text = fields.get(i).path(part).asText();
        String place = at + "fields." + i + "." + part;
        length += length(text, part.equals("name") ? 256 : 1024, place);
        if (text.isBlank()) {
          fail("BASE_TYPE_REQUIRED", "This field is required", place);
        }
      }
    }
    if (embed.has("color")
        && (!embed.get("color").isInt()
            || embed.get("color").asInt() < 0
            || embed.get("color").asInt() > 0xffffff)) {
      fail("NUMBER_TYPE_COERCE", "Value is not int in 0..16777215.", at + "color");
    }
    String url = embed.path("url").asText("https://");
    if (!url.startsWith("https://") && !url.startsWith("http://")) {
      fail("URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https').", at + "url");
    }
    if (length == 0) {
      fail("BASE_TYPE_REQUIRED", "This field is required", at + "description");
    }
    return length;
  }

  private int length(String text, int max, String at) {
    String trimmed = text.strip();
    int length = trimmed.codePointCount(0, trimmed.length());
    if (length > max) {
      fail("BASE_TYPE_MAX_LENGTH", "Must be " + max + " or fewer in length.", at);
    }
    return length;
  }

  private void fail(String code, String words, String at) {
    wrong = true;
    ObjectNode place = errors;
    for (String step : at.split("\\.")) {
      place = place.path(step) instanceof ObjectNode known ? known : place.putObject(step);
    }
    place.withArray("_errors").addObject().put("code", code).put("message", words);
  }
}
