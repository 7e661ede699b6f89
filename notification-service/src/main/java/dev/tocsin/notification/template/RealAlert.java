package dev.tocsin.notification.template;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a template would get of an alert that there is. */
@Singleton
class RealAlert {

  private static final String SCOPE = "alerts:read";

  private final ServiceClients services;

  RealAlert(ServiceClients services) {
    this.services = services;
  }

  /**
   * The values that alerting sends with a page for it. Fails with {@code NotFound} for an unknown
   * alert, and with {@link Denied} for a key whose scopes do not let it read alerts.
   */
  Uni<Map<String, Object>> context(Caller caller, String id) {
    if (!caller.scopes().isEmpty() && !caller.scopes().contains(SCOPE)) {
      throw new Denied("this takes the scope " + SCOPE + " too, which the key does not hold");
    }
    return services
        .call(
            "alerting",
            MutinyAlertServiceGrpc::newMutinyStub,
            caller.tenantId(),
            alerting -> alerting.getAlert(GetAlertRequest.newBuilder().setId(id).build()))
        .map(alert -> values(caller, alert));
  }

  private static Map<String, Object> values(Caller caller, Alert alert) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", alert.getId());
    keys.put("title", alert.getTitle());
    keys.put("severity", word(alert.getSeverity().name()));
    keys.put("state", word(alert.getState().name()));
    keys.put("source", alert.getSource());
    keys.put("source_url", alert.getSourceUrl());
    keys.put("start_time", ProtoTime.instant("start_time", alert.getStartTime()).toString());
    keys.put("occurrence_count", alert.getOccurrenceCount());
    keys.put("labels", alert.getLabelsMap());
    keys.put("annotations", alert.getAnnotationsMap());
    keys.put(
        "label_list",
        alert.getLabelsMap().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(label -> Map.of("name", label.getKey(), "value", label.getValue()))
            .toList());
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("alert", keys);
    context.put("alerts", List.of(keys));
    context.put("group", Map.of("id", alert.getGroupId(), "alert_count", 1L));
    context.put("tenant", Map.of("id", caller.tenantId().toString()));
    context.put("user", Map.of("id", caller.id(), "name", "You"));
    context.put("actor", Map.of("kind", "user", "name", "You"));
    return context;
  }

  private static String word(String name) {
    return name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
  }
}
