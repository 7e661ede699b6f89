package dev.tocsin.alerting.source.keep;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.platform.error.Invalid;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads alerts of Keep (https://docs.keephq.dev): one object, a list of them, or either under
 * {@code alerts}, {@code alert}, {@code event} or {@code incident}, as a workflow wrote it.
 */
@Singleton
class KeepSource implements InboundSource {

  @Override
  public String name() {
    return "keep";
  }

  @Override
  public Heard read(JsonParser json, Reading reading) throws IOException {
    List<KeepAlert> alerts = new ArrayList<>();
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      list(json, "", alerts, reading);
    } else if (first == JsonToken.START_OBJECT) {
      object(json, alerts, reading);
    } else {
      throw Invalid.request("a Keep payload is a JSON object, an alert, or a list of them");
    }
    if (json.nextToken() != null) {
      throw Invalid.request("something follows the end of the payload");
    }
    return heard(alerts, reading);
  }

  private static void object(JsonParser json, List<KeepAlert> alerts, Reading reading)
      throws IOException {
    KeepFields own = new KeepFields();
    boolean wrapper = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      boolean wraps =
          switch (name) {
            case "alerts", "alert", "event", "events", "incident" -> token.isStructStart();
            default -> false;
          };
      if (!wraps) {
        own.add(name, json);
      } else if (token == JsonToken.START_ARRAY) {
        wrapper = true;
        list(json, name, alerts, reading);
      } else {
        wrapper = true;
        alerts.add(entry(json, name));
      }
    }
    if (own.describesAlert()) {
      alerts.add(new KeepAlert(own));
    } else if (!wrapper) {
      throw Invalid.field(
          "name", "is missing: a Keep alert has at least a name, a fingerprint or a status");
    }
  }

  private static void list(JsonParser json, String field, List<KeepAlert> alerts, Reading reading)
      throws IOException {
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw Invalid.field(field + "[" + i + "]", "is not an object");
      }
      if (alerts.size() == reading.limits().alertsPerPayload()) {
        throw new TooManyAlerts(reading.limits().alertsPerPayload());
      }
      alerts.add(entry(json, field + "[" + i + "]"));
    }
  }

  private static KeepAlert entry(JsonParser json, String field) throws IOException {
    KeepFields fields = new KeepFields();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      fields.add(name, json);
    }
    if (!fields.describesAlert()) {
      throw Invalid.field(
          field + ".name",
          "is missing: a Keep alert has at least a name, a fingerprint or a status");
    }
    return new KeepAlert(fields);
  }

  private static Heard heard(List<KeepAlert> alerts, Reading reading) {
    List<Signal> signals = new ArrayList<>(alerts.size());
    List<String> passedOver = new ArrayList<>(0);
    for (KeepAlert alert : alerts) {
      alert
          .whyNot(reading.now())
          .ifPresentOrElse(passedOver::add, () -> signals.add(alert.signal(reading)));
    }
    return new Heard(signals, passedOver);
  }
}
