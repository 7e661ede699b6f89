package dev.tocsin.alerting.source.alertmanager;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.JsonText;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalLimits;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.platform.error.Invalid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Alertmanager's webhook in a tool's dialect. Each entry of {@code alerts} is a signal of its
 * own; of the group around them {@code status}, {@code commonLabels} and {@code externalURL}
 * matter, for entries that lack theirs.
 */
public final class AlertmanagerPayload {

  private final Dialect dialect;

  /** Reads in this dialect. */
  public AlertmanagerPayload(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * The signals of a payload; throws as {@link dev.tocsin.alerting.source.InboundSource#read} says.
   */
  public Heard read(JsonParser json, Reading reading) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Invalid.request(
          dialect.tool() + " payload is a JSON object with a list 'alerts', not something else");
    }
    Group group = group(json, reading.limits());
    if (json.nextToken() != null) {
      throw Invalid.request("something follows the end of the payload");
    }
    List<Signal> signals = new ArrayList<>(group.entries().size());
    for (Entry entry : group.entries()) {
      signals.add(EntrySignal.of(entry, group, dialect, reading));
    }
    return Heard.of(signals);
  }

  private Group group(JsonParser json, SignalLimits limits) throws IOException {
    @Nullable List<Entry> entries = null;
    @Nullable String status = null;
    @Nullable String externalUrl = null;
    Map<String, String> common = Map.of();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "alerts" -> entries = entries(json, limits);
        case "status" -> status = JsonText.read(json);
        case "commonLabels" -> common = JsonText.map(json);
        case "externalURL" -> externalUrl = JsonText.read(json);
        default -> json.skipChildren();
      }
    }
    if (entries == null) {
      throw Invalid.field("alerts", "is missing: " + dialect.tool() + " payload has this list");
    }
    return new Group(status, common, externalUrl == null ? "" : externalUrl, entries);
  }

  private List<Entry> entries(JsonParser json, SignalLimits limits) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      // How Go writes a list that was never made.
      return List.of();
    }
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

  private Entry entry(JsonParser json) throws IOException {
    @Nullable String status = null;
    @Nullable String fingerprint = null;
    @Nullable String starts = null;
    @Nullable String ends = null;
    @Nullable String url = null;
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();
    Map<String, String> further = dialect.furtherFields().isEmpty() ? Map.of() : further();
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
        default -> further(json, name, further);
      }
    }
    return new Entry(status, fingerprint, labels, annotations, starts, ends, url, further);
  }

  private static Map<String, String> further() {
    return new LinkedHashMap<>();
  }

  private void further(JsonParser json, String name, Map<String, String> further)
      throws IOException {
    if (!dialect.furtherFields().contains(name)) {
      json.skipChildren();
    } else if (json.currentToken() == JsonToken.START_OBJECT) {
      JsonText.map(json).forEach((key, value) -> further.put(name + "." + key, value));
    } else {
      String text = JsonText.read(json);
      if (text != null && !text.isBlank()) {
        further.put(name, text);
      }
    }
  }
}
