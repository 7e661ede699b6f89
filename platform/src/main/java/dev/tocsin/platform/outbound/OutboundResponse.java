package dev.tocsin.platform.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request. A sender that must not repeat itself treats each of the three
 * differently.
 */
public sealed interface OutboundResponse {

  /**
   * The other side answered. Redirects are answers too: nothing is followed.
   *
   * @param status HTTP status
   * @param headers header fields by lower-case name; of repeated fields the first
   * @param body the body, at most {@code tocsin.outbound.max-response-bytes} of it
   * @param truncated whether the body was longer
   */
  record Answered(int status, Map<String, String> headers, byte[] body, boolean truncated)
      implements OutboundResponse {

    /** The body as UTF-8. */
    public String text() {
      return new String(body, UTF_8);
    }

    /** The value of a header field, whatever the case of its name. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Nothing left this process: the other side cannot have acted.
   *
   * @param reason what happened, without secrets
   * @param forbidden true when the address is not allowed or malformed, so that trying again cannot
   *     help
   */
  record NotSent(String reason, boolean forbidden) implements OutboundResponse {}

  /**
   * The request was sent in whole or in part and no answer came: the other side may have acted.
   *
   * @param reason what happened, without secrets
   */
  record Unanswered(String reason) implements OutboundResponse {}
}
