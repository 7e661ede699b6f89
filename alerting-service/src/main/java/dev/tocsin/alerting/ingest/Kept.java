package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.ingest.Entrance.Admitted;
import dev.tocsin.alerting.integration.IntegrationKeys;
import dev.tocsin.alerting.payload.PayloadLog;
import dev.tocsin.alerting.payload.Replayer;
import dev.tocsin.alerting.source.InboundSources;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** What is kept of payloads, and taken in once more. */
@Singleton
class Kept implements Replayer {

  private final PayloadLog log;
  private final IntegrationKeys keys;
  private final Entrance entrance;
  private final AlertFlow flow;
  private final InboundSources sources;
  private final TocsinClock clock;

  Kept(
      PayloadLog log,
      IntegrationKeys keys,
      Entrance entrance,
      AlertFlow flow,
      InboundSources sources,
      TocsinClock clock) {
    this.log = log;
    this.keys = keys;
    this.entrance = entrance;
    this.flow = flow;
    this.sources = sources;
    this.clock = clock;
  }

  /**
   * Keeps what was refused, if it came with a key of this tenant's integrations.
   *
   * @param status HTTP status of the answer
   */
  void refused(String key, String source, byte[] body, int status, String reason) {
    if (status < 400 || status >= 500) {
      return; // not the payload's fault, and the database may be away
    }
    keys.find(key)
        .subscribe()
        .with(
            found ->
                found.ifPresent(
                    owner ->
                        log.refused(
                            owner.tenant(),
                            owner.integration(),
                            source,
                            body,
                            clock.now(),
                            status,
                            reason)),
            failure -> {}); // nobody to keep it for
  }

  @Override
  public Uni<String> replay(UUID tenant, UUID integration, byte[] body) {
    return entrance
        .admit(tenant, integration)
        .flatMap(admitted -> flow.receive(delivery(admitted, body), admitted))
        .map(Answer::json);
  }

  private Delivery delivery(Admitted admitted, byte[] body) {
    String name = admitted.integration().source();
    return new Delivery(
        sources
            .find(name)
            .orElseThrow(() -> new Precondition("no source is called '" + name + "' any more")),
        "",
        body,
        Optional.empty());
  }
}
