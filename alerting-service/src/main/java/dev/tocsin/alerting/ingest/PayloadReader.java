package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.InboundSources;
import dev.tocsin.alerting.source.PayloadJson;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalLimits;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads a payload as if it had been sent to an integration, and does nothing else with it. */
@Singleton
public class PayloadReader {

  private final TenantConfigs configs;
  private final SignalLimits limits;
  private final IntegrationMappings mappings;
  private final InboundSources sources;

  PayloadReader(
      TenantConfigs configs,
      SignalLimits limits,
      IntegrationMappings mappings,
      InboundSources sources) {
    this.configs = configs;
    this.limits = limits;
    this.mappings = mappings;
    this.sources = sources;
  }

  /**
   * What a payload says.
   *
   * @param source kind of source that read it
   */
  public record Payload(String source, List<Signal> signals) {}

  /**
   * Reads a payload on a worker thread. Fails with {@code NotFound} for an unknown integration,
   * with {@code Invalid} when its source cannot read it.
   *
   * @param field where the payload came from, for the error
   */
  public Uni<Payload> read(UUID tenant, UUID integration, String field, byte[] body, Instant now) {
    return configs
        .latest(tenant)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            config -> {
              Integration known = config.integrations().get(integration);
              if (known == null) {
                throw new NotFound("integration", integration);
              }
              return new Payload(known.source(), signals(known, field, body, now));
            });
  }

  private List<Signal> signals(Integration integration, String field, byte[] body, Instant now) {
    InboundSource source =
        sources
            .find(integration.source())
            .orElseThrow(
                () -> Invalid.field(field, "no source is called '" + integration.source() + "'"));
    try {
      Reading reading = new Reading(integration.id(), mappings.of(integration), limits, now);
      return PayloadJson.read(source, body, reading).signals();
    } catch (Invalid e) {
      throw Invalid.field(field, e.explanation());
    } catch (TooManyAlerts e) {
      throw Invalid.field(field, String.valueOf(e.getMessage()));
    }
  }
}
