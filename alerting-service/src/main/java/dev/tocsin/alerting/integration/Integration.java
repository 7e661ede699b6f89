package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.limit.Rate;
import java.util.Optional;
import java.util.UUID;

/**
 * A door for one monitoring tool, as ingest needs it.
 *
 * @param source name of the kind of source
 * @param disabled refuses its key
 * @param key hash of the key that is valid now
 * @param mapping what its payloads mean; empty when it says nothing
 * @param rate how many requests it may send; empty: as many as the installation lets
 */
public record Integration(
    UUID id,
    String name,
    String source,
    boolean disabled,
    KeyHash key,
    MappingText mapping,
    Optional<Rate> rate) {

  /** The door by which people open alerts; every tenant has it, and no key opens it. */
  public static final UUID BY_HAND = new UUID(0, 0);

  private static final int HASH = 32;

  /** That door. */
  public static Integration byHand() {
    return new Integration(
        BY_HAND,
        "by hand",
        "manual",
        false,
        KeyHash.of(new byte[HASH]),
        MappingText.NONE,
        Optional.empty());
  }
}
