package dev.tocsin.alerting.source;

import com.fasterxml.jackson.core.JsonParser;
import dev.tocsin.alerting.alert.Signal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** How one monitoring tool writes its alerts. A bean without state; found by its name. */
public interface InboundSource {

  /** Name in the webhook's path and of integrations: {@code [a-z][a-z0-9_-]*}. */
  String name();

  /**
   * The signals of a payload in their order. Tolerant: what can be understood is taken, what is
   * missing has a documented default, and what is not understood is left out.
   *
   * @param json before its first token
   * @param limits what one payload may hold
   * @param now when it was received
   * @throws dev.tocsin.platform.error.Invalid when it is JSON but no payload of this tool
   * @throws TooManyAlerts when it holds more alerts than the limit
   * @throws IOException (a {@code JsonProcessingException}) when it is not JSON
   */
  List<Signal> read(JsonParser json, SignalLimits limits, Instant now) throws IOException;
}
