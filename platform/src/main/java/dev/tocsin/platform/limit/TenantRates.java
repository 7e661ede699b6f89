package dev.tocsin.platform.limit;

import dev.tocsin.platform.tenant.TenantSettings;
import dev.tocsin.proto.identity.v1.TenantLimits;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Rates of a tenant: its own where it has set some, never more than the operator allows. */
@Singleton
public class TenantRates {

  private final TenantSettings settings;
  private final LimitConfig config;

  TenantRates(TenantSettings settings, LimitConfig config) {
    this.settings = settings;
    this.config = config;
  }

  /** Calls over all methods. */
  Rate calls(UUID tenant) {
    TenantLimits own = settings.of(tenant).getLimits();
    return capped(own.getCallsPerSecond(), own.getCallsBurst(), usualCalls());
  }

  /** Calls of one method. */
  Rate methodCalls(UUID tenant) {
    TenantLimits own = settings.of(tenant).getLimits();
    return capped(own.getMethodCallsPerSecond(), own.getMethodCallsBurst(), usualMethodCalls());
  }

  /** The most that a tenant may set for calls over all methods. */
  public Rate mostCalls() {
    return most(usualCalls());
  }

  /** The most that a tenant may set for calls of one method. */
  public Rate mostMethodCalls() {
    return most(usualMethodCalls());
  }

  private Rate usualCalls() {
    return new Rate(config.tenantPerSecond(), config.tenantBurst());
  }

  private Rate usualMethodCalls() {
    return new Rate(config.methodPerSecond(), config.methodBurst());
  }

  private Rate capped(double perSecond, int burst, Rate usual) {
    Rate most = most(usual);
    return new Rate(
        perSecond > 0 ? Math.min(perSecond, most.perSecond()) : usual.perSecond(),
        burst > 0 ? Math.min(burst, most.burst()) : usual.burst());
  }

  private Rate most(Rate usual) {
    double factor = Math.max(1, config.tenantFactor());
    return new Rate(
        usual.perSecond() * factor, (int) Math.min(Integer.MAX_VALUE, usual.burst() * factor));
  }
}
