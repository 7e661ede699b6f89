package dev.tocsin.identity;

import dev.tocsin.platform.error.Invalid;
import java.time.ZoneId;

/** Time zones as callers name them. */
public final class Zones {

  private Zones() {}

  /**
   * The zone.
   *
   * @param field the field that names it
   * @throws Invalid when there is no such zone
   */
  public static String known(String field, String zone) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Invalid.field(
          field, "'" + zone + "' is not an IANA time zone, for example Europe/Vienna");
    }
    return zone;
  }
}
