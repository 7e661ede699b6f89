package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of one Web API call, from its query, form or JSON body, with the errors that Slack
 * gives for bodies it cannot read.
 *
 * @param warning {@code missing_charset} or {@code superfluous_charset} as Slack warns, or empty
 */
record SlackArguments(Map<String, JsonNode> values, boolean form, String warning) {

  static SlackArguments of(Call call, boolean takesJson) {
    Map<String, JsonNode> values = new HashMap<>();
    if (call.method().equals("GET")) {
      call.request().params().forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
      return new SlackArguments(values, true, "");
    }
    String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.isBlank()) {
      if (call.body().length() > 0) {
        throw new SlackFailure("missing_post_type");
      }
      return new SlackArguments(values, true, "");
    }
    checkCharset(type);
    boolean charset = type.contains("charset=");
    if (type.startsWith("application/json")) {
      JsonNode body = Json.parse(call.text()).orElseThrow(() -> new SlackFailure("invalid_json"));
      if (!body.isObject()) {
        throw new SlackFailure("json_not_object");
      }
      if (takesJson) {
        body.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        values.remove("token");
      }
      return new SlackArguments(values, false, charset ? "" : "missing_charset");
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      readForm(call.text(), values);
      return new SlackArguments(values, true, charset ? "superfluous_charset" : "");
    }
    throw new SlackFailure("invalid_post_type");
  }

  private static void checkCharset(String type) {
    int at = type.indexOf("charset=");
    if (at >= 0) {
      String charset = type.substring(at + 8).split("[;\\s]", 2)[0].replace("\"", "");
      if (!charset.equals("utf-8") && !charset.equals("iso-8859-1")) {
        throw new SlackFailure("invalid_charset");
      }
    }
  }

  private static void readForm(String body, Map<String, JsonNode> values) {
    for (String pair : body.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      values.put(decode(name), TextNode.valueOf(decode(value)));
    }
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new SlackFailure("invalid_form_data");
    }
  }

  boolean has(String name) {
    JsonNode value = values.get(name);
    return value != null && !value.isNull();
  }

  /** The text of an argument, or empty text when it is absent. */
  String text(String name) {
    JsonNode value = values.get(name);
    return value == null || value.isNull() ? "" : value.asText();
  }

  String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw SlackFailure.missing(name);
    }
    return value;
  }

  boolean flag(String name) {
    String value = text(name);
    return value.equals("true") || value.equals("1");
  }

  /**
   * A structured argument: a JSON value in a JSON body, the text of one in a form. Empty when
   * absent or, in a form, an empty text.
   *
   * @throws SlackFailure with {@code malformed} when it is something else
   */
  Optional<JsonNode> structure(String name, String malformed) {
    JsonNode value = values.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!form) {
      if (value.isTextual()) {
        throw new SlackFailure(malformed);
      }
      return Optional.of(value);
    }
    if (value.asText().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(Json.parse(value.asText()).orElseThrow(() -> new SlackFailure(malformed)));
  }
}
