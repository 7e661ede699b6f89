package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * What an HTTP call answered.
 *
 * @param call what was asked, for messages
 * @param json the body as JSON; a missing node when it is none
 */
public record Answer(String call, int status, String body, JsonNode json, HttpHeaders headers) {
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** This answer, when it is a success. */
  public Answer ok() {
    if (!succeeded()) {
      throw new AssertionError(call + " answered " + status + ": " + body);
    }
    return this;
  }

  /** This answer, when its status is the one expected. */
  public Answer is(int expected) {
    if (status != expected) {
      throw new AssertionError(
          call + " answered " + status + " instead of " + expected + ": " + body);
    }
    return this;
  }

  /** A field of the body as text; empty when missing. */
  public String text(String field) {
    return json.path(field).asText("");
  }
}
