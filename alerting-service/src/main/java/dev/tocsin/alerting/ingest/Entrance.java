package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.integration.IntegrationKeys;
import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.alerting.integration.IntegrationKeys.Owner;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Unauthenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Who may come in: the integration whose key a request carries. */
@Singleton
class Entrance {

  private final IntegrationKeys keys;
  private final TenantConfigs configs;

  Entrance(IntegrationKeys keys, TenantConfigs configs) {
    this.keys = keys;
    this.configs = configs;
  }

  /** An integration that was let in, with the configuration of its tenant. */
  record Admitted(Integration integration, KeyHash key, TenantConfig config) {}

  /**
   * Lets the owner of a key in. A refusal is always by the latest configuration.
   *
   * @param source name of the source that it writes as
   * @throws Unauthenticated when the key is nobody's
   * @throws Denied when its integration is disabled, or one for another source
   */
  Uni<Admitted> admit(String key, String source) {
    KeyHash hash = KeyHash.of(key);
    return keys.find(key)
        .flatMap(
            found -> {
              Owner owner = found.orElseThrow(Entrance::unknown);
              return configs
                  .get(owner.tenant())
                  .map(config -> check(config, owner.integration(), hash, source))
                  .onFailure(
                      refused -> refused instanceof Unauthenticated || refused instanceof Denied)
                  .recoverWithUni(
                      refused ->
                          configs
                              .latest(owner.tenant())
                              .map(config -> check(config, owner.integration(), hash, source)));
            });
  }

  /** The same integration by the latest configuration. */
  Uni<Admitted> latest(Admitted admitted) {
    Integration known = admitted.integration();
    return configs
        .latest(admitted.config().tenant())
        .map(config -> check(config, known.id(), admitted.key(), known.source()));
  }

  /**
   * Lets somebody in who has no key, because a person of this tenant asks for it.
   *
   * @throws NotFound when there is no such integration
   * @throws Denied when it is disabled
   */
  Uni<Admitted> admit(UUID tenant, UUID integration) {
    return configs
        .latest(tenant)
        .map(
            config -> {
              Integration known = config.integrations().get(integration);
              if (known == null) {
                throw new NotFound("integration", integration);
              }
              return check(config, integration, known.key(), known.source());
            });
  }

  /**
   * Judges an arrival by another configuration.
   *
   * @throws Unauthenticated when its key is no longer good by it
   * @throws Denied when its integration has been disabled
   */
  Arrival judgeAnew(Arrival arrival, TenantConfig config) {
    Integration known = config.integrations().get(arrival.integration());
    String source = known == null ? "" : known.source();
    Admitted admitted = check(config, arrival.integration(), arrival.key(), source);
    Integration integration = admitted.integration();
    Arrival read =
        integration.mapping().equals(arrival.source().mapping())
            ? arrival
            : arrival.heard(arrival.source().again().apply(integration), integration.mapping());
    return read.judged(
        Judge.judge(read.signals(), integration, config, arrival.byHand(), arrival.receivedAt()),
        config);
  }

  private static Admitted check(TenantConfig config, UUID id, KeyHash key, String source) {
    Integration integration = config.integrations().get(id);
    if (integration == null || !integration.key().equals(key)) {
      throw unknown();
    }
    if (integration.disabled()) {
      throw new Denied(
          "integration '" + integration.name() + "' is disabled: enable it or use another key");
    }
    if (!integration.source().equals(source)) {
      throw new Denied(
          "integration '"
              + integration.name()
              + "' is for source '"
              + integration.source()
              + "', not for '"
              + source
              + "': send to /api/v1/webhooks/"
              + integration.source());
    }
    return new Admitted(integration, key, config);
  }

  private static Unauthenticated unknown() {
    return new Unauthenticated(
        "the integration key is missing or wrong: send it as X-API-Key, as a bearer token or as"
            + " ?key=");
  }
}
