package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.action.Standing.Open;
import dev.tocsin.alerting.action.Standing.Resolved;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
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

  static Reason snoozed(Actor by, Instant until, String note) {
    Map<String, Object> facts = facts(by, note);
    facts.put("until", until.toString());
    return new Reason("snoozed", "Snoozed by " + words(by) + " until " + until + said(note), facts);
  }

  static Reason snoozeOver(Acknowledged snoozed) {
    return new Reason(
        "snooze_over",
        "The snooze by " + words(snoozed.by()) + " is over: the escalation begins anew",
        facts(snoozed.by(), ""));
  }

  static Reason reassigned(Actor by, Assignment to, String note) {
    Map<String, Object> facts = facts(by, note);
    facts.putAll(to.facts());
    return new Reason(
        "reassigned", "Reassigned by " + words(by) + " to " + to.words() + said(note), facts);
  }

  static Reason pageFailed(FailedPages.Failed failed) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("delivery_id", failed.delivery().toString());
    facts.put("channel_kind", failed.channel());
    facts.put("address", failed.address());
    facts.put("detail", failed.detail());
    String whom = "";
    if (!failed.user().isEmpty()) {
      facts.put("user_id", failed.user());
      whom = "to user " + failed.user() + " ";
    }
    String where = failed.address().isEmpty() ? "" : " (" + failed.address() + ")";
    return new Reason(
        "page_failed",
        "The page "
            + whom
            + "by "
            + failed.channel()
            + where
            + " was given up, and the escalation goes on: "
            + failed.detail(),
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
