package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AddNoteRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc.MutinyAlertServiceStub;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What tickets want of alerting-service. */
@Singleton
class Alerts {
  private final ServiceClients services;

  Alerts(ServiceClients services) {
    this.services = services;
  }

  /** Takes the group; one that is taken or over stays as it is. */
  Uni<Void> acknowledge(UUID tenant, UUID group, String note) {
    var request =
        AcknowledgeGroupRequest.newBuilder().setId(group.toString()).setNote(note).build();
    return call(tenant, stub -> stub.acknowledgeGroup(request)).replaceWithVoid();
  }

  /** Ends every alert of the group. */
  Uni<Void> resolve(UUID tenant, UUID group, String note) {
    var request = ResolveGroupRequest.newBuilder().setId(group.toString()).setNote(note).build();
    return call(tenant, stub -> stub.resolveGroup(request)).replaceWithVoid();
  }

  /** Writes on the timeline of the group's first alert. */
  Uni<Void> note(UUID tenant, UUID group, String text) {
    return first(tenant, group)
        .map(alert -> AddNoteRequest.newBuilder().setId(alert.getId()).setText(text).build())
        .chain(request -> call(tenant, stub -> stub.addNote(request)))
        .replaceWithVoid();
  }

  /** What is known of the group, with the keys of a template's context. Fails with NotFound. */
  Uni<JsonObject> context(UUID tenant, UUID group) {
    return first(tenant, group).map(alert -> context(group, alert));
  }

  private Uni<Alert> first(UUID tenant, UUID group) {
    var request =
        ListAlertsRequest.newBuilder()
            .setGroupId(group.toString())
            .setPageSize(1)
            .setOrderBy("create_time")
            .build();
    return call(tenant, stub -> stub.listAlerts(request))
        .map(
            found -> {
              if (found.getAlertsCount() == 0) {
                throw new NotFound("alert group", group);
              }
              return found.getAlerts(0);
            });
  }

  private static JsonObject context(UUID group, Alert alert) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("id", alert.getId());
    facts.put("title", alert.getTitle());
    facts.put("severity", word(alert.getSeverity().name(), "SEVERITY_"));
    facts.put("state", word(alert.getState().name(), "ALERT_STATE_"));
    facts.put("source", alert.getSource());
    facts.put("source_url", alert.getSourceUrl());
    facts.put("occurrence_count", alert.getOccurrenceCount());
    facts.put("labels", new HashMap<>(alert.getLabelsMap()));
    facts.put("annotations", new HashMap<>(alert.getAnnotationsMap()));
    return new JsonObject()
        .put("event", "page")
        .put(
            "group",
            new JsonObject()
                .put("id", group.toString())
                .put("state", word(alert.getState().name(), "ALERT_STATE_")))
        .put("alert", new JsonObject(facts));
  }

  private static String word(String constant, String prefix) {
    return constant.substring(prefix.length()).toLowerCase(Locale.ROOT);
  }

  private <T> Uni<T> call(UUID tenant, Function<MutinyAlertServiceStub, Uni<T>> call) {
    return services.call("alerting", MutinyAlertServiceGrpc::newMutinyStub, tenant, call);
  }
}
