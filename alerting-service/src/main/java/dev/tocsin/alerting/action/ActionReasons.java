package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.action.Standing.Open;
import dev.tocsin.alerting.action.Standing.Resolved;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The reasons of actions; docs/reasons.md lists them. */
final class ActionReasons {

  private ActionReasons() {}

  static Reason acknowledged(Actor by, String note) {
    return new Reason("acknowledged", "Acknowledged by " + words(by) + said(note), facts(by, note));
  }

  static Reason resolved(Actor by, String note) {
    return new Reason("resolved", "Resolved by " + words(by) + said(note), facts(by, note));
  }

  static Reason groupResolved(Actor by, String note, int alerts) {
    Map<String, Object> facts = facts(by, note);
    facts.put("alerts", alerts);
    return new Reason(
        "resolved",
        "Resolved by "
            + words(by)
            + " with all "
            + alerts
            + " open alerts of the group"
            + said(note),
        facts);
  }

  static Reason alreadyAcknowledged(Acknowledged before) {
    return new Reason(
        "already_acknowledged",
        "Acknowledged already by " + words(before.by()) + " at " + before.at(),
        facts(before.by(), ""));
  }

  static Reason alreadyResolved(Resolved before) {
    return new Reason(
        "already_resolved",
        "Resolved already by " + words(before.by()) + " at " + before.at(),
        facts(before.by(), ""));
  }

  static Reason tooLate(String what, Standing standing, Actor by) {
    return switch (standing) {
      case Resolved resolved -> alreadyResolved(resolved);
      case Open _, Acknowledged _ ->
          new Reason(
              "already_resolved", "The group is resolved; it cannot be " + what, facts(by, ""));
    };
  }

  static Reason escalationRequested(Actor by, String what, UUID policy) {
    Map<String, Object> facts = facts(by, "");
    facts.put("policy_id", policy.toString());
    return new Reason(
        "escalation_requested",
        words(by) + " asked for the next step: " + what + " fires now",
        facts);
  }

  static Reason note(Actor by, String text) {
    return new Reason("note", words(by) + " noted: " + text, facts(by, text));
  }

  private static String words(Actor by) {
    return switch (by.kind()) {
      case "source" -> "the monitoring (integration " + by.id() + ")";
      case "system" -> "Tocsin";
      default -> by.kind() + " " + by.id();
    };
  }

  private static String said(String note) {
    return note.isEmpty() ? "" : ": " + note;
  }

  private static Map<String, Object> facts(Actor by, String note) {
    Map<String, Object> facts = new HashMap<>();
    if (by.kind().equals("user")) {
      facts.put("user_id", by.id());
    }
    if (!note.isEmpty()) {
      facts.put("note", note);
    }
    return facts;
  }
}
