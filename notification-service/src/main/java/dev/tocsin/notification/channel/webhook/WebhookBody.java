package dev.tocsin.notification.channel.webhook;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.render.Fault;
import java.util.Optional;

/**
 * The body of a webhook: a JSON object. A comma before a closing bracket is forgiven, because loops
 * in templates leave one.
 *
 * @param text the object written compactly; empty when it cannot be read
 * @param fault why it cannot be read
 */
record WebhookBody(String text, Optional<Fault> fault) {

  private static final String PART = "body";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static WebhookBody read(String rendered) {
    try {
      JsonNode json = JSON.readTree(rendered);
      return json instanceof ObjectNode object
          ? new WebhookBody(object.toString(), Optional.empty())
          : bad(Fault.error(PART, "It must render to a JSON object"));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      return bad(
          new Fault(
              PART,
              at == null ? 0 : at.getLineNr(),
              at == null ? 0 : at.getColumnNr(),
              "What it renders to is not JSON: " + e.getOriginalMessage(),
              true));
    }
  }

  /** The body of a message, which says so when an earlier copy of it may have arrived. */
  static String marked(Message message) {
    String text = message.part(PART);
    if (!message.possibleRepeat()) {
      return text;
    }
    try {
      return ((ObjectNode) JSON.readTree(text)).put("possible_repeat", true).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Shaped bodies are JSON", e);
    }
  }

  private static WebhookBody bad(Fault fault) {
    return new WebhookBody("", Optional.of(fault));
  }
}
