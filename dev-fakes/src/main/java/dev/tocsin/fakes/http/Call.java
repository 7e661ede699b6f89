package dev.tocsin.fakes.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request with its body, and the instant its headers arrived. */
public record Call(HttpServerRequest request, Buffer body, Instant receivedAt) {

  public String method() {
    return request.method().name();
  }

  public String path() {
    String path = request.path();
    return path == null ? "/" : path;
  }

  /** The value of a query parameter, or null when the request does not carry it. */
  public @Nullable String query(String name) {
    return request.getParam(name);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  public Map<String, String> headers() {
    Map<String, String> all = new LinkedHashMap<>();
    request.headers().forEach((name, value) -> all.merge(name, value, (a, b) -> a + ", " + b));
    return all;
  }

  /** The body as UTF-8 text; malformed bytes become U+FFFD. */
  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  public boolean bodyIsUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes()));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  /** The body as a JSON object, or empty when it is anything else. */
  public Optional<JsonNode> json() {
    return Json.parse(text()).filter(JsonNode::isObject);
  }
}
