package dev.tocsin.alerting.source.alertmanager;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.SignalLimits;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.platform.error.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the webhook of Prometheus Alertmanager
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). Each entry of {@code
 * alerts} is a signal of its own; of the group around them only {@code status} and {@code
 * commonLabels} matter, for entries that lack theirs.
 */
@ApplicationScoped
public class AlertmanagerSource implements InboundSource {

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public List<Signal> read(JsonParser json, SignalLimits limits, Instant now) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Invalid.request("an Alertmanager payload is a JSON object with a list 'alerts'");
    }
    List<Entry> entries = null;
    String status = null;
    Map<String, String> common = Map.of();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "alerts" -> entries = entries(json, limits);
        case "status" -> status = JsonText.read(json);
        case "commonLabels" -> common = JsonText.map(json);
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw Invalid.request("something follows the end of the payload");
    }
    if (entries == null) {
      throw Invalid.field("alerts", "is missing: an Alertmanager payload has a list of alerts");
    }
    List<Signal> signals = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      signals.add(entry.signal(status, common, limits, now));
    }
    return signals;
  }

  private static List<Entry> entries(JsonParser json, SignalLimits limits) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw Invalid.field("alerts", "is not a list");
    }
    List<Entry> entries = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw Invalid.field("alerts[" + entries.size() + "]", "is not an object");
      }
      if (entries.size() == limits.alertsPerPayload()) {
        throw new TooManyAlerts(limits.alertsPerPayload());
      }
      entries.add(entry(json));
    }
    return entries;
  }

  private static Entry entry(JsonParser json) throws IOException {
    @Nullable String status = null;
    @Nullable String fingerprint = null;
    @Nullable String starts = null;
    @Nullable String ends = null;
    @Nullable String url = null;
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "labels" -> labels = JsonText.map(json);
        case "annotations" -> annotations = JsonText.map(json);
        case "status" -> status = JsonText.read(json);
        case "fingerprint" -> fingerprint = JsonText.read(json);
        case "startsAt" -> starts = JsonText.read(json);
        case "endsAt" -> ends = JsonText.read(json);
        case "generatorURL" -> url = JsonText.read(json);
        default -> json.skipChildren();
      }
    }
    return new Entry(status, fingerprint, labels, annotations, starts, ends, url);
  }
}
