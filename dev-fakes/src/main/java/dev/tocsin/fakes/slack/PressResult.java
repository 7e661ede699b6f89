package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;

/**
 * What came of a press.
 *
 * @param ok whether Slack would be content: a 2xx within three seconds; else the person sees a
 *     warning sign
 * @param status the app's HTTP status, 0 when it did not answer or was not asked
 * @param body what the app answered, or why it could not
 */
public record PressResult(boolean ok, int status, String body, long elapsedMs) {

  static PressResult refused(String why) {
    return new PressResult(false, 0, why, 0);
  }

  ObjectNode json() {
    return Json.object()
        .put("ok", ok)
        .put("status", status)
        .put("body", body)
        .put("elapsed_ms", elapsedMs);
  }
}
