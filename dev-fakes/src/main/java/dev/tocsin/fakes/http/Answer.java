package dev.tocsin.fakes.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a site says to one call: status, headers, body. */
public record Answer(int status, Map<String, String> headers, Buffer body) {

  public static final String JSON = "application/json; charset=utf-8";

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer json(JsonNode body) {
    return json(200, body);
  }

  public static Answer json(int status, JsonNode body) {
    return of(status, JSON, Buffer.buffer(Json.write(body)));
  }

  public static Answer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", Buffer.buffer(body));
  }

  public static Answer of(int status, String contentType, Buffer body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }

  /** {@code {"error": …}} with the sentence that names what is wrong and what to send instead. */
  public static Answer problem(int status, String sentence) {
    return json(status, Json.object().put("error", sentence));
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
