package dev.tocsin.identity.user;

import com.google.protobuf.FieldMask;
import dev.tocsin.identity.Zones;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.TenantConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A change to how a person wants to be told: the new values of the fields that change. */
record PreferenceChange(UUID userId, Preferences to, ChangedFields fields) {

  /**
   * Reads a change.
   *
   * @throws Invalid when the mask names what cannot change, or a new value cannot be
   */
  static PreferenceChange of(Preferences preferences, FieldMask mask) {
    ChangedFields fields = ChangedFields.of(mask, "locale", "time_zone", "page_rules", "notices");
    if (fields.contains("time_zone") && !preferences.getTimeZone().isEmpty()) {
      Zones.known("preferences.time_zone", preferences.getTimeZone());
    }
    if (fields.contains("page_rules")) {
      PageRules.stored(preferences.getPageRulesList());
    }
    if (fields.contains("notices")) {
      NoticeRules.stored(preferences.getNotices());
    }
    UUID user = UserMessages.id("preferences.user_id", preferences.getUserId());
    return new PreferenceChange(user, preferences, fields);
  }

  /**
   * Takes the new values over; what changed comes back, for the audit log.
   *
   * @param usual what the tenant has set
   */
  Map<String, Object> applyTo(Person person, TenantConfig usual, Instant now) {
    Map<String, Object> changed = new LinkedHashMap<>();
    if (fields.contains("locale")) {
      person.locale = to.getLocale();
      changed.put("locale", person.locale);
    }
    if (fields.contains("time_zone")) {
      person.timeZone =
          NewUser.zone(to.getTimeZone().isEmpty() ? usual.getTimeZone() : to.getTimeZone());
      changed.put("time_zone", person.timeZone);
    }
    if (fields.contains("page_rules")) {
      person.pageRules = PageRules.stored(to.getPageRulesList());
      changed.put("page_rules", person.pageRules);
    }
    if (fields.contains("notices")) {
      person.notices = NoticeRules.stored(to.getNotices());
      changed.put("notices", person.notices);
    }
    person.updateTime = now;
    return changed;
  }
}
