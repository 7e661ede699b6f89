package dev.tocsin.alerting.alert;

import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.retention.Keeping;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The answer for an id that is not there. Ids carry the time at which they were made: of one that
 * is old enough to have been forgotten the answer says so, since somebody may have kept a link.
 */
public final class Gone {

  private static final int BY_TIME = 7;

  private Gone() {}

  public static NotFound alert(UUID id, Instant now) {
    return of("alert", id, now);
  }

  public static NotFound group(UUID id, Instant now) {
    return of("alert group", id, now);
  }

  /** An entry of the timeline. */
  public static NotFound entry(UUID id, Instant now) {
    return of("timeline entry", id, now);
  }

  private static NotFound of(String what, UUID id, Instant now) {
    Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    return id.version() == BY_TIME && made.isBefore(now.minus(Keeping.ALERTS.shortest()))
        ? new NotFound(
            what,
            id,
            "if it was there, it is of %tF and has been forgotten: what is over is kept for a time (retention.alertDays of the tenant's settings)"
                .formatted(made.atOffset(ZoneOffset.UTC)))
        : new NotFound(what, id);
  }
}
