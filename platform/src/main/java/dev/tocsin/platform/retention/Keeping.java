package dev.tocsin.platform.retention;

import dev.tocsin.proto.identity.v1.TenantRetention;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** The kinds of history of which a tenant may keep less than the installation does. */
public enum Keeping {
  /** Deliveries and what belongs to them. */
  DELIVERIES(TenantRetention::getDeliveryDays),
  /** Notes of tickets. */
  TICKET_NOTES(TenantRetention::getTicketNoteDays),
  /** What the installation alone decides about. */
  INSTALLATION(retention -> 0);

  private final ToIntFunction<TenantRetention> days;

  Keeping(ToIntFunction<TenantRetention> days) {
    this.days = days;
  }

  /**
   * How long a tenant's rows are kept: the shorter of both times.
   *
   * @param installation what the installation's setting says
   */
  public Duration of(TenantRetention tenant, Duration installation) {
    int own = days.applyAsInt(tenant);
    Duration wanted = Duration.ofDays(own);
    return own > 0 && wanted.compareTo(installation) < 0 ? wanted : installation;
  }
}
