package dev.tocsin.alerting.ingest;

import java.util.UUID;

/** The tenant's configuration has changed since the verdicts were made: nothing was written. */
final class StaleConfig extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient UUID tenant;

  StaleConfig(UUID tenant) {
    super("configuration of tenant " + tenant + " has changed", null, false, false);
    this.tenant = tenant;
  }

  UUID tenant() {
    return tenant;
  }
}
