package dev.tocsin.platform.tenant;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.GetConfigRequest;
import dev.tocsin.proto.identity.v1.MutinySettingsServiceGrpc;
import dev.tocsin.proto.identity.v1.TenantConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Settings of tenants as far as they are known here; at most 10,000 tenants are kept. What is older
 * than 30 seconds is still answered and asked for anew meanwhile: a change holds within that time
 * for a tenant that calls, and a silent identity-service changes nothing.
 */
@Singleton
public class TenantSettings {

  private static final Logger LOG = Logger.getLogger(TenantSettings.class);
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final int MOST = 10_000;

  private final ServiceClients services;
  private final TocsinClock clock;
  private final Map<UUID, Known> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
          return size() > MOST;
        }
      };

  private record Known(TenantConfig config, Instant askAgain) {}

  TenantSettings(ServiceClients services, TocsinClock clock) {
    this.services = services;
    this.clock = clock;
  }

  /** The settings as last heard; those of a tenant that has set nothing until then. Never waits. */
  public TenantConfig of(UUID tenant) {
    Instant now = clock.now();
    TenantConfig config;
    synchronized (known) {
      Known kept = known.get(tenant);
      if (kept != null && now.isBefore(kept.askAgain())) {
        return kept.config();
      }
      config = kept == null ? TenantConfig.getDefaultInstance() : kept.config();
      // Until the answer is there nobody else asks; a lost one is asked for again.
      known.put(tenant, new Known(config, now.plus(AFTER_FAILURE)));
    }
    ask(tenant);
    return config;
  }

  private void ask(UUID tenant) {
    services
        .call(
            "identity",
            MutinySettingsServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.getConfig(GetConfigRequest.getDefaultInstance()))
        .subscribe()
        .with(
            answer -> keep(tenant, answer),
            failure -> LOG.debugf("event=settings_not_heard error=%s", failure.getMessage()));
  }

  private void keep(UUID tenant, TenantConfig config) {
    synchronized (known) {
      known.put(tenant, new Known(config, clock.now().plus(KEPT)));
    }
  }
}
