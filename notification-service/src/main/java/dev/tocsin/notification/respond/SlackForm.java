package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.error.Invalid;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form, by name; of repeated ones the first. */
final class SlackForm {

  private static final int MOST_FIELDS = 200;

  private final Map<String, String> fields = new HashMap<>();

  private SlackForm() {}

  /**
   * Reads the body of a request that was verified.
   *
   * @throws Invalid when it is no form
   */
  static SlackForm read(byte[] body) {
    SlackForm form = new SlackForm();
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      for (String pair : text.split("&", MOST_FIELDS)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          form.fields.putIfAbsent(
              URLDecoder.decode(pair.substring(0, equals), UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw Invalid.request("The body must be a form in UTF-8, as Slack sends it");
    }
    return form;
  }

  /** The value; empty where there is none. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The value of a field that Slack always sends. */
  String required(String name) {
    String value = get(name);
    if (value.isEmpty()) {
      throw Invalid.request("The form has no field '" + name + "', which Slack sends");
    }
    return value;
  }
}
