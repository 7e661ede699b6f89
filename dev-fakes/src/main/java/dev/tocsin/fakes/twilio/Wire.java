package dev.tocsin.fakes.twilio;

import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What all of Twilio's APIs have in common: credentials, forms, errors. */
final class Wire {

  static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private Wire() {}

  static boolean isAuthentic(TwilioAccount account, Call call) {
    String credentials = account.sid() + ":" + account.authToken();
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return call.header("Authorization").orElse("").equals(wanted);
  }

  static Map<String, String> form(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  static Answer error(int status, int code, String message) {
    return Answer.json(
        status,
        Json.object()
            .put("code", code)
            .put("message", message)
            .put("more_info", "https://www.twilio.com/docs/errors/" + code)
            .put("status", status));
  }
}
