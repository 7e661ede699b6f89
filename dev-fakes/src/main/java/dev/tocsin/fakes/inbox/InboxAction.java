package dev.tocsin.fakes.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Something the receiver can do with a message: the HTTP call that does it.
 *
 * @param label what the button or link says
 * @param body the JSON body to send, or null when there is none
 */
public record InboxAction(String label, String method, String url, @Nullable JsonNode body) {

  JsonNode json() {
    var node = Json.object().put("label", label).put("method", method).put("url", url);
    node.set("body", body);
    return node;
  }
}
