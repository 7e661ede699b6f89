package dev.tocsin.alerting.source;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Payloads as Alertmanager's documentation describes them. */
public final class Alertmanagers {

  private Alertmanagers() {}

  /** A payload of these entries. */
  public static JsonObject payload(List<JsonObject> entries) {
    return new JsonObject()
        .put("version", "4")
        .put("groupKey", "{}:{alertname=\"DiskFull\"}")
        .put("truncatedAlerts", 0)
        .put("status", "firing")
        .put("receiver", "tocsin")
        .put("groupLabels", new JsonObject().put("alertname", "DiskFull"))
        .put("commonLabels", new JsonObject().put("alertname", "DiskFull"))
        .put("commonAnnotations", new JsonObject())
        .put("externalURL", "http://alertmanager:9093")
        .put("alerts", new JsonArray(entries));
  }

  /** One entry. */
  public static JsonObject entry(String fingerprint, boolean firing, Map<String, String> labels) {
    JsonObject all = new JsonObject().put("alertname", "DiskFull").put("severity", "critical");
    labels.forEach(all::put);
    return new JsonObject()
        .put("status", firing ? "firing" : "resolved")
        .put("labels", all)
        .put("annotations", new JsonObject().put("summary", "No room is left"))
        .put("startsAt", "2026-01-15T09:00:00Z")
        .put("endsAt", firing ? "0001-01-01T00:00:00Z" : "2026-01-15T09:30:00Z")
        .put("generatorURL", "http://prometheus:9090/graph?g0.expr=1")
        .put("fingerprint", fingerprint);
  }
}
