package dev.tocsin.identity.user;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.platform.v1.Role;
import java.time.ZoneId;

/**
 * A user to be made.
 *
 * @param email address, the sign-in name
 * @param name display name; the address when empty
 * @param role role in the tenant
 * @param timeZone IANA time zone; {@code UTC} when empty
 */
public record NewUser(String email, String name, Role role, String timeZone) {

  public NewUser {
    email = email.strip();
    name = name.isBlank() ? email : name.strip();
    timeZone = zone(timeZone);
  }

  /** The zone, or {@code UTC} when empty; {@link Invalid} when there is no such zone. */
  static String zone(String timeZone) {
    String zone = timeZone.isEmpty() ? "UTC" : timeZone;
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Invalid.field(
          "time_zone", "'" + zone + "' is not an IANA time zone, for example Europe/Vienna");
    }
    return zone;
  }
}
