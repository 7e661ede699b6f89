package dev.tocsin.alerting.action;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.NotFound;
import java.util.UUID;

/**
 * Something that somebody does to an alert or to a group.
 *
 * @param noun {@code alert} or {@code alert_group}
 * @param verb for the audit log
 * @param id of the alert or of the group
 */
record Deed(Caller by, String noun, String verb, UUID id) {

  private static final String ALERT = "alert";

  static Deed onAlert(Caller by, String verb, UUID alert) {
    return new Deed(by, ALERT, verb, alert);
  }

  static Deed onGroup(Caller by, String verb, UUID group) {
    return new Deed(by, "alert_group", verb, group);
  }

  UUID tenant() {
    return by.tenantId();
  }

  Actor actor() {
    return Actor.of(by.actor());
  }

  /** The alert that it is about; for a group its first. */
  UUID alert(Group group) {
    return noun.equals(ALERT)
        ? id
        : group.alerts().keySet().stream()
            .findFirst()
            .orElseThrow(() -> new NotFound("alert group", group.id()));
  }

  /** What it is called in the audit log. */
  String action() {
    return noun + "." + verb;
  }

  /** What it is done to, as the audit log names it. */
  String resource() {
    return noun + "/" + id;
  }
}
