package dev.tocsin.alerting.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * How one monitoring tool writes its alerts. A bean without state, found by its presence; its tests
 * extend {@code SourceContract}.
 */
public interface InboundSource {

  /** Name in the webhook's path and of integrations: {@code [a-z][a-z0-9_-]*}. */
  String name();

  /** Are bodies taken that a form has made? They are read as a JSON object of texts. */
  default boolean takesForms() {
    return false;
  }

  /**
   * The signals of a payload in their order. Tolerant: what can be understood is taken, what is
   * missing has a documented default, and what is not understood is left out.
   *
   * @param json before its first token
   * @throws dev.tocsin.platform.error.Invalid when it is JSON but no payload of this tool; names
   *     the field
   * @throws TooManyAlerts when it holds more alerts than the limit
   * @throws IOException (a {@code JsonProcessingException}) when it is not JSON
   */
  Heard read(JsonParser json, Reading reading) throws IOException;
}
