package dev.tocsin.platform.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to send.
 *
 * @param method HTTP method in capitals
 * @param uri {@code http} or {@code https}, with a host, without user information
 * @param headers header fields; names and values must be free of control characters
 * @param body body, or null for none
 * @param timeout time for the whole exchange; {@code tocsin.outbound.timeout} when null
 */
public record OutboundRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    @Nullable Duration timeout) {

  /** Checks the parts that would otherwise fail late or smuggle a second header. */
  public OutboundRequest {
    headers = Map.copyOf(headers);
    headers.forEach(
        (name, value) -> {
          if ((name + value).chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f)) {
            throw new IllegalArgumentException(
                "Header '" + name.strip() + "' holds a control character");
          }
        });
  }

  /** A GET without a body and with the default time. */
  @SuppressWarnings("NullAway") // it does not see @Nullable on an array in a compact constructor
  public static OutboundRequest get(URI uri, Map<String, String> headers) {
    return new OutboundRequest("GET", uri, headers, null, null);
  }

  /** A POST with the default time. */
  public static OutboundRequest post(URI uri, Map<String, String> headers, byte[] body) {
    return new OutboundRequest("POST", uri, headers, body, null);
  }
}
