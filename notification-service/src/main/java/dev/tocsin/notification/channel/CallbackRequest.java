package dev.tocsin.notification.channel;

import java.time.Instant;
import java.util.Map;

/**
 * A request of a provider as it came.
 *
 * @param url the address that the provider knows, with its query: the public one, also behind a
 *     proxy
 * @param headers header fields by lower-case name; of repeated fields the first
 * @param body raw bytes
 * @param now when it came
 */
public record CallbackRequest(String url, Map<String, String> headers, byte[] body, Instant now) {

  /** Keeps its own copy. */
  public CallbackRequest {
    headers = Map.copyOf(headers);
  }

  /** A header field; empty when the request has none of the name. */
  public String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }
}
