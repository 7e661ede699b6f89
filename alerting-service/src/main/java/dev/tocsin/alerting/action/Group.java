package dev.tocsin.alerting.action;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A group and its alerts as they stand, locked.
 *
 * @param alerts in order of arrival
 * @param policy the policy of its first chain
 */
record Group(
    UUID id,
    Standing standing,
    Map<UUID, Standing> alerts,
    Instant createdAt,
    Optional<UUID> policy,
    Optional<UUID> route) {

  Group {
    alerts = new LinkedHashMap<>(alerts);
  }
}
