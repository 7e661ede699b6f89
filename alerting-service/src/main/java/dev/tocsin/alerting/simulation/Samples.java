package dev.tocsin.alerting.simulation;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.ingest.PayloadReader;
import dev.tocsin.alerting.routing.AlertFacts;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.proto.alerting.v1.AlertSample;
import dev.tocsin.proto.alerting.v1.EvaluateRouteRequest;
import dev.tocsin.proto.alerting.v1.PayloadSample;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The alerts that a request is about. */
@Singleton
class Samples {

  private static final String ALERT =
      "SELECT title, source, severity, labels, annotations FROM alerting.alert WHERE id = $1";

  private static final int MOST = 100;

  private final Database database;
  private final PayloadReader payloads;

  Samples(@ServiceDatabase("alerting") Database database, PayloadReader payloads) {
    this.database = database;
    this.payloads = payloads;
  }

  /** As if they came in now; at most 100. */
  Uni<List<Sample>> of(UUID tenant, EvaluateRouteRequest request, Instant now) {
    return switch (request.getSubjectCase()) {
      case ALERT_ID -> stored(tenant, UUID.fromString(request.getAlertId()), now).map(List::of);
      case ALERT -> Uni.createFrom().item(List.of(described(request.getAlert(), now)));
      case PAYLOAD -> payload(tenant, request.getPayload(), now);
      case SUBJECT_NOT_SET -> throw new IllegalStateException("the contract requires a subject");
    };
  }

  private Uni<Sample> stored(UUID tenant, UUID alert, Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(ALERT)
                .execute(Tuple.of(alert))
                .map(
                    rows -> {
                      if (!rows.iterator().hasNext()) {
                        throw new NotFound("alert", alert);
                      }
                      Row row = rows.iterator().next();
                      return new Sample(
                          row.getString("title"),
                          false,
                          new AlertFacts(
                              texts(row.getJsonObject("labels")),
                              texts(row.getJsonObject("annotations")),
                              Severity.of(row.getShort("severity")),
                              row.getString("source"),
                              now));
                    }));
  }

  private static Sample described(AlertSample alert, Instant now) {
    int severity = alert.getSeverity().getNumber();
    return new Sample(
        "",
        false,
        new AlertFacts(
            alert.getLabelsMap(),
            alert.getAnnotationsMap(),
            severity == 0 ? Severity.WARNING : Severity.of(severity),
            alert.getSource().isEmpty() ? "manual" : alert.getSource(),
            now));
  }

  private Uni<List<Sample>> payload(UUID tenant, PayloadSample payload, Instant now) {
    UUID integration = UUID.fromString(payload.getIntegrationId());
    byte[] body = payload.getBody().getBytes(StandardCharsets.UTF_8);
    return payloads
        .read(tenant, integration, "payload.body", body, now)
        .map(
            read ->
                read.signals().stream()
                    .limit(MOST)
                    .map(signal -> sample(signal, read.source(), now))
                    .toList());
  }

  private static Sample sample(Signal signal, String source, Instant now) {
    return new Sample(
        signal.title(),
        !signal.firing(),
        new AlertFacts(signal.labels(), signal.annotations(), signal.severity(), source, now));
  }

  private static Map<String, String> texts(JsonObject values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach(value -> texts.put(value.getKey(), String.valueOf(value.getValue())));
    return texts;
  }
}
