package dev.tocsin.identity.user;

import dev.tocsin.identity.Zones;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.platform.v1.Role;

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
    return timeZone.isEmpty() ? "UTC" : Zones.known("time_zone", timeZone);
  }
}
