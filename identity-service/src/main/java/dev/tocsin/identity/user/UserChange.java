package dev.tocsin.identity.user;

import com.google.protobuf.FieldMask;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.platform.v1.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A change to a user: the new values of the fields that change.
 *
 * @param named whether the mask names the fields; if not, all that may change do
 */
record UserChange(UUID id, User to, ChangedFields fields, boolean named) {

  /**
   * Reads a change.
   *
   * @throws Invalid when the mask names what cannot change, or a new value cannot be
   */
  static UserChange of(User user, FieldMask mask) {
    ChangedFields fields = ChangedFields.of(mask, "name", "role", "time_zone", "active", "email");
    if (fields.contains("role") && user.getRole() == Role.ROLE_UNSPECIFIED) {
      throw Invalid.field("user.role", "must be set when it changes");
    }
    if (fields.contains("name") && user.getName().isBlank()) {
      throw Invalid.field("user.name", "must not be empty");
    }
    if (fields.contains("time_zone")) {
      NewUser.zone(user.getTimeZone());
    }
    return new UserChange(
        UserMessages.id("user.id", user.getId()), user, fields, mask.getPathsCount() > 0);
  }

  /** Whether the person would be no active owner afterwards. */
  boolean endsOwnership() {
    return (fields.contains("role") && to.getRole() != Role.ROLE_OWNER)
        || (fields.contains("active") && !to.getActive());
  }

  /**
   * A request that names no fields cannot tell "inactive" from "left out", and who is deactivated
   * is paged no more, so it does not deactivate.
   *
   * @throws Invalid when it would
   */
  void mustMean(Person person) {
    if (!named && deactivates(person)) {
      throw Invalid.field(
          "user.active", "must be true here; to deactivate, name it in update_mask or delete");
    }
  }

  boolean changesRole() {
    return fields.contains("role");
  }

  boolean deactivates(Person person) {
    return person.active && fields.contains("active") && !to.getActive();
  }

  /** Takes the new values over; what changed comes back, for the audit log. */
  Map<String, Object> applyTo(Person person, Instant now) {
    Map<String, Object> changed = new LinkedHashMap<>();
    if (fields.contains("name")) {
      person.name = to.getName().strip();
      changed.put("name", person.name);
    }
    if (fields.contains("email")) {
      person.rename(to.getEmail().strip());
      changed.put("email", person.email);
    }
    if (fields.contains("role")) {
      person.role = (short) to.getRoleValue();
      changed.put("role", to.getRole().name());
    }
    if (fields.contains("time_zone")) {
      person.timeZone = NewUser.zone(to.getTimeZone());
      changed.put("time_zone", person.timeZone);
    }
    if (fields.contains("active")) {
      person.beActive(to.getActive(), now);
      changed.put("active", person.active);
    }
    person.updateTime = now;
    return changed;
  }
}
