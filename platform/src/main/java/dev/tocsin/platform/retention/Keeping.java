package dev.tocsin.platform.retention;

import dev.tocsin.proto.identity.v1.TenantRetention;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** The kinds of history of which a tenant may keep less than the installation does. */
public enum Keeping {
  /** Deliveries and what belongs to them. */
  DELIVERIES(TenantRetention::getDeliveryDays, 0),
  /** Notes of tickets. */
  TICKET_NOTES(TenantRetention::getTicketNoteDays, 0),
  /**
   * Alerts with all that belongs to them. Late news of a firing are known by the alert that it was:
   * what may still be on its way then is older than any queue between a tool and us keeps it.
   */
  ALERTS(TenantRetention::getAlertDays, 7),
  /** What the installation alone decides about. */
  INSTALLATION(retention -> 0, 0);

  private final ToIntFunction<TenantRetention> days;
  private final Duration shortest;

  Keeping(ToIntFunction<TenantRetention> days, int shortestDays) {
    this.days = days;
    this.shortest = Duration.ofDays(shortestDays);
  }

  /** Nobody may keep it for a shorter time than this. */
  public Duration shortest() {
    return shortest;
  }

  /**
   * Checks the installation's time.
   *
   * @param setting the property that says it
   * @throws IllegalStateException naming the setting, when it is too short, or none
   */
  public void check(String setting, Duration installation) {
    if (!installation.isPositive()) {
      throw new IllegalStateException(
          "%s is %s: set it to more than nothing, such as P90D".formatted(setting, installation));
    }
    if (installation.compareTo(shortest) < 0) {
      throw new IllegalStateException(
          "%s is %s: set it to %d days (P%dD) or more"
              .formatted(setting, installation, shortest.toDays(), shortest.toDays()));
    }
  }

  /**
   * How long a tenant's rows are kept: the shorter of both times, but never less than the shortest.
   *
   * @param installation what the installation's setting says
   */
  public Duration of(TenantRetention tenant, Duration installation) {
    int own = days.applyAsInt(tenant);
    Duration wanted = Duration.ofDays(own);
    if (own <= 0 || wanted.compareTo(installation) >= 0) {
      return installation;
    }
    return wanted.compareTo(shortest) < 0 ? shortest : wanted;
  }
}
