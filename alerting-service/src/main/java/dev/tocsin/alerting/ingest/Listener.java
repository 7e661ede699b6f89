package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.ingest.Entrance.Admitted;
import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.PayloadJson;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalLimits;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Has the source read a delivery, with what the integration says about its payloads. */
@Singleton
class Listener {

  private final SignalLimits limits;
  private final IntegrationMappings mappings;
  private final IngestConfig config;

  Listener(SignalLimits limits, IntegrationMappings mappings, IngestConfig config) {
    this.limits = limits;
    this.mappings = mappings;
    this.config = config;
  }

  /** Reads, on a worker thread where it takes long: a large body, or expressions of a tenant. */
  Uni<Heard> hear(Delivery delivery, Admitted admitted, Instant now) {
    Uni<Heard> heard = Uni.createFrom().item(() -> read(delivery, admitted.integration(), now));
    boolean slow =
        !admitted.integration().mapping().isEmpty()
            || delivery.body().length > config.workerAbove();
    return slow ? heard.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : heard;
  }

  /** Reads here and now. */
  Heard read(Delivery delivery, Integration integration, Instant now) {
    return PayloadJson.read(
        delivery.source(),
        delivery.body(),
        new Reading(integration.id(), mappings.of(integration), limits, now));
  }
}
