package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.error.Invalid;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a form sends, as JSON: an object of texts, a list of them where a name occurs several times.
 * A form with one field {@code payload} that holds JSON is that JSON.
 */
final class FormBody {

  private static final int MOST_FIELDS = 1_000;

  private FormBody() {}

  /**
   * Does a request bring a form? JSON is JSON whatever the header says: curl's default is wrong.
   */
  static boolean isForm(HttpServerRequest request, byte[] body) {
    @Nullable String type = request.getHeader("Content-Type");
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
        && !looksLikeJson(new String(body, StandardCharsets.UTF_8));
  }

  /** The form as JSON. */
  static byte[] json(byte[] body) {
    JsonObject fields = new JsonObject();
    String[] pairs = new String(body, StandardCharsets.UTF_8).split("&");
    if (pairs.length > MOST_FIELDS) {
      throw Invalid.request("the form has more than " + MOST_FIELDS + " fields");
    }
    for (String pair : pairs) {
      int at = pair.indexOf('=');
      String name = decoded(at < 0 ? pair : pair.substring(0, at)).strip();
      if (!name.isEmpty()) {
        add(fields, name, at < 0 ? "" : decoded(pair.substring(at + 1)));
      }
    }
    if (fields.size() == 1
        && fields.getValue("payload") instanceof String payload
        && looksLikeJson(payload)) {
      return payload.getBytes(StandardCharsets.UTF_8);
    }
    return fields.encode().getBytes(StandardCharsets.UTF_8);
  }

  private static void add(JsonObject fields, String name, String value) {
    switch (fields.getValue(name)) {
      case null -> fields.put(name, value);
      case JsonArray list -> list.add(value);
      case Object before -> fields.put(name, new JsonArray().add(before).add(value));
    }
  }

  private static boolean looksLikeJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Invalid.request("the form holds a broken %-escape: " + e.getMessage());
    }
  }
}
