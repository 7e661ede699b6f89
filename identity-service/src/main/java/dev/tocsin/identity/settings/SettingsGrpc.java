package dev.tocsin.identity.settings;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.limit.TenantRates;
import dev.tocsin.proto.identity.v1.GetConfigRequest;
import dev.tocsin.proto.identity.v1.MutinySettingsServiceGrpc;
import dev.tocsin.proto.identity.v1.TenantConfig;
import dev.tocsin.proto.identity.v1.UpdateConfigRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Settings of a tenant as RPCs. */
@GrpcService
@Singleton
public class SettingsGrpc extends MutinySettingsServiceGrpc.SettingsServiceImplBase {

  private final Settings settings;
  private final TenantRates rates;

  SettingsGrpc(Settings settings, TenantRates rates) {
    this.settings = settings;
    this.rates = rates;
  }

  @Override
  public Uni<TenantConfig> getConfig(GetConfigRequest request) {
    return settings.of(Caller.current().tenantId());
  }

  @Override
  public Uni<TenantConfig> updateConfig(UpdateConfigRequest request) {
    return settings.update(Caller.current(), SettingsChange.of(request, rates));
  }
}
