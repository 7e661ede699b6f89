package dev.tocsin.fakes.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Lookup, version 2: what a telephone number is. */
final class Lookups {

  private static final String LINE_TYPE = "line_type_intelligence";
  private static final List<String> PACKAGES =
      List.of(
          "caller_name",
          "sim_swap",
          "call_forwarding",
          "line_status",
          LINE_TYPE,
          "identity_match",
          "reassigned_number",
          "sms_pumping_risk");

  /** The types that line type intelligence knows. */
  static final Set<String> LINE_TYPES =
      Set.of(
          "landline",
          "mobile",
          "fixedVoip",
          "nonFixedVoip",
          "personal",
          "tollFree",
          "premium",
          "sharedCost",
          "uan",
          "voicemail",
          "pager",
          "unknown");

  private final Numbers numbers;

  Lookups(Numbers numbers) {
    this.numbers = numbers;
  }

  Answer fetch(String number, Call call) {
    if (!call.method().equals("GET")) {
      return Wire.error(405, 20004, "Method not allowed");
    }
    List<String> wanted = List.of(Objects.requireNonNullElse(call.query("Fields"), "").split(","));
    for (String field : wanted) {
      if (!field.isEmpty() && !PACKAGES.contains(field)) {
        return Wire.error(400, 60600, "Invalid parameter Fields: " + field);
      }
    }
    numbers.lookedUp(number);
    String type = Wire.E164.matcher(number).matches() ? numbers.line(number) : "invalid";
    boolean valid = LINE_TYPES.contains(type);
    ObjectNode answer =
        Json.object()
            .put("phone_number", number)
            .put("valid", valid)
            .put("url", "https://lookups.twilio.com/v2/PhoneNumbers/" + number);
    var errors = answer.putArray("validation_errors");
    if (!valid) {
      errors.add("INVALID_BUT_POSSIBLE");
    }
    PACKAGES.forEach(answer::putNull);
    if (valid && wanted.contains(LINE_TYPE)) {
      answer
          .putObject(LINE_TYPE)
          .put("type", type)
          .put("carrier_name", "Fake Mobile")
          .put("mobile_country_code", "232")
          .put("mobile_network_code", "01")
          .putNull("error_code");
    }
    return Answer.json(answer);
  }
}
