package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** The reasons of escalations; docs/reasons.md lists them. */
final class EscalationReasons {

  private EscalationReasons() {}

  /** R-22's event Escalated: a step fires. */
  static Reason escalated(DueStep step, Position position, String why) {
    Map<String, Object> facts = facts(step, position);
    facts.put("why", why);
    String place =
        position.isFallback()
            ? "The fallback"
            : "Step " + (position.order() + 1) + ", round " + (position.round() + 1);
    return new Reason("escalated", place + " of " + step.plan() + " fires: " + words(why), facts);
  }

  static Reason nobodyReachable(DueStep step, Position position) {
    return new Reason(
        "not_paged.nobody_reachable",
        "Nobody could be reached by " + position + " of " + step.plan(),
        facts(step, position));
  }

  static Reason ended(DueStep step, String why) {
    return new Reason(
        "escalation_ended." + why,
        "The escalation by " + step.plan() + " is over: " + endWords(why),
        facts(step, step.planned()));
  }

  static Reason answered(DueStep step, AlertState state) {
    return new Reason(
        "not_paged.answered",
        "Nobody was paged by " + step.planned() + ": the group is " + state.word(),
        facts(step, step.planned()));
  }

  static Reason withdrawn(DueStep step, AlertState state) {
    return new Reason(
        "page_withdrawn",
        "The group was " + state.word() + " while the page was handed over: it is withdrawn",
        facts(step, step.planned()));
  }

  static Reason overtaken(DueStep step) {
    return new Reason(
        "page_withdrawn",
        "Another escalation of the group began while the page was handed over: it is withdrawn",
        facts(step, step.planned()));
  }

  /** A step waits for the end of what mutes every open alert of its group. */
  static Reason held(DueStep step, Hold hold, Reason why) {
    Map<String, Object> facts = facts(step, step.planned());
    facts.putAll(why.facts());
    facts.put("until", hold.until().toString());
    String position = step.planned().toString();
    return new Reason(
        why.code(),
        Character.toUpperCase(position.charAt(0))
            + position.substring(1)
            + " waits until "
            + hold.until().truncatedTo(ChronoUnit.SECONDS)
            + ": "
            + Character.toLowerCase(why.summary().charAt(0))
            + why.summary().substring(1),
        facts);
  }

  static Reason identityUnreachable(DueStep step, Duration patience, Instant now) {
    Map<String, Object> facts = facts(step, step.planned());
    facts.put("waited_seconds", Duration.between(step.firesAt(), now).toSeconds());
    facts.put("patience_seconds", patience.toSeconds());
    return new Reason(
        "not_paged.identity_unreachable",
        "identity-service could not say whom to page for "
            + Duration.between(step.firesAt(), now).toSeconds()
            + " s; the step is tried on",
        facts);
  }

  static Reason noFallback(DueStep step) {
    return new Reason(
        "not_paged.no_fallback",
        (step.namedBy().isPresent() ? "The default policy" : "Policy " + step.policyName())
            + " has no fallback channel to page in place of people: set one",
        facts(step, step.planned()));
  }

  private static Map<String, Object> facts(DueStep step, Position position) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("step_id", step.id().toString());
    facts.put("policy_id", step.policyId().toString());
    if (step.namedBy().isEmpty()) {
      facts.put("policy_name", step.policyName());
    }
    facts.put("step_order", position.order());
    facts.put("round", position.round());
    return facts;
  }

  private static String words(String why) {
    return switch (why) {
      case "first" -> "it is the first";
      case "unanswered" -> "nobody has answered";
      case "nobody_reached" -> "nobody could be reached before";
      case "policy_changed" -> "the policy was changed meanwhile";
      case "policy_deleted" -> "the policy was deleted";
      case "requested" -> "somebody asked for it";
      case "assigned" -> "it is the first, of the policy that was asked for";
      case "reassigned" -> "the group was handed to them";
      case "snooze_over" -> "the snooze is over";
      case "silence_over" -> "the silence is over";
      case "identity_unreachable" -> "identity-service does not answer";
      default -> why;
    };
  }

  private static String endWords(String why) {
    return switch (why) {
      case "rounds_over" -> "all rounds are gone through, and it has no fallback";
      case "nobody_reached" -> "nobody could be reached, and it has no fallback";
      case "policy_deleted" -> "the policy was deleted, and the default policy has no fallback";
      case "fallback_paged" -> "the fallback was the last to be paged";
      case "fallback_removed" -> "the fallback was removed from the policy";
      case "fallback_not_reached" -> "the fallback could not be paged either";
      default -> why;
    };
  }
}
