package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The reasons of paging; docs/reasons.md lists them. */
final class PagingReasons {

  private PagingReasons() {}

  static Reason paged(Page page, List<Pager.Taken> taken) {
    Map<String, Object> facts = new HashMap<>(page.facts());
    facts.put("channels", taken.stream().map(Pager.Taken::channel).toList());
    facts.put("delivery_ids", taken.stream().map(Pager.Taken::delivery).toList());
    String by = taken.stream().map(Pager.Taken::spoken).collect(Collectors.joining(" and "));
    return new Reason("paged", "Paged " + page.who() + " (" + page.because() + ") by " + by, facts);
  }

  /** The answer of an earlier attempt was lost. */
  static Reason pagedBefore(Page page) {
    return new Reason(
        "paged",
        "Paged " + page.who() + " (" + page.because() + ") at an earlier attempt",
        page.facts());
  }

  static Reason refused(Page page, String channel, String why) {
    Map<String, Object> facts = new HashMap<>(page.facts());
    facts.put("channel", channel);
    facts.put("refusal", why);
    return new Reason(
        "not_paged.refused",
        "notification-service did not take the page to " + page.who() + ": " + why,
        facts);
  }

  static Reason nobody(Via via) {
    return switch (via.kind()) {
      case "schedule" ->
          about("not_paged.nobody_on_call", via, "Nobody is on call by " + via.thing());
      case "schedule_next" ->
          about("not_paged.nobody_next", via, "Nobody takes the next turn of " + via.thing());
      case "schedule_secondary" ->
          about("not_paged.nobody_secondary", via, "Nobody is on secondary duty by " + via.thing());
      default -> about("not_paged.team_empty", via, "Nobody is in " + via.thing());
    };
  }

  static Reason gone(Via via) {
    return about(
        via.kind().equals("team") ? "not_paged.team_deleted" : "not_paged.schedule_deleted",
        via,
        "There is no " + via.thing() + " any more: change the policy");
  }

  static Reason unknown(UUID user) {
    return about("not_paged.user_unknown", user, "User " + user + " does not exist");
  }

  static Reason inactive(UUID user) {
    return about("not_paged.user_inactive", user, "User " + user + " is deactivated");
  }

  static Reason noContact(UUID user) {
    return about(
        "not_paged.no_contact_method", user, "User " + user + " has no enabled contact method");
  }

  static Reason notOnChannels(UUID user, List<String> channels) {
    return new Reason(
        "not_paged.no_contact_method_for_step",
        "User "
            + user
            + " has no enabled contact method for "
            + String.join(", ", channels)
            + ", the only channels of this step",
        Map.of("user_id", user.toString(), "channels", channels));
  }

  static Reason diverted(UUID user, Set<UUID> standIns, Instant paged, RestRule rule) {
    return new Reason(
        "diverted",
        users(standIns) + " is paged in place of user " + user + ", " + broken(paged, rule),
        rest(user, standIns, paged, rule));
  }

  static Reason standInNotPaged(UUID user, Set<UUID> standIns, Instant paged, RestRule rule) {
    return new Reason(
        "not_diverted.stand_in_not_paged",
        "User %s is paged, %s: %s could not be paged instead"
            .formatted(user, broken(paged, rule), users(standIns)),
        rest(user, standIns, paged, rule));
  }

  static Reason nobodyStandsIn(UUID user, Instant paged, RestRule rule, Via via) {
    Map<String, Object> facts = rest(user, Set.of(), paged, rule);
    facts.put("schedule_id", via.id().toString());
    return new Reason(
        "not_diverted.nobody_stands_in",
        "User %s is paged, %s: no secondary of %s is there, rested and reachable"
            .formatted(user, broken(paged, rule), via.thing()),
        facts);
  }

  static Reason notPagedLater(UUID user, Instant paged, RestRule rule) {
    return new Reason(
        "not_diverted.not_paged_later",
        "User %s is paged, %s: no later step or round of the policy would page them"
            .formatted(user, broken(paged, rule)),
        rest(user, Set.of(), paged, rule));
  }

  private static String users(Set<UUID> users) {
    return users.stream().map(user -> "user " + user).collect(Collectors.joining(" and "));
  }

  private static String broken(Instant paged, RestRule rule) {
    return "whose rest of %d h it would break, after the page at %s in the night"
        .formatted(rule.least().toHours(), paged.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Map<String, Object> rest(
      UUID user, Set<UUID> standIns, Instant paged, RestRule rule) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("user_id", user.toString());
    facts.put("user_ids", standIns.stream().map(UUID::toString).toList());
    facts.put("paged_at", paged.toString());
    facts.put("min_rest_hours", rule.least().toHours());
    return facts;
  }

  private static Reason about(String code, UUID user, String summary) {
    return new Reason(code, summary, Map.of("user_id", user.toString()));
  }

  private static Reason about(String code, Via via, String summary) {
    return new Reason(
        code,
        summary,
        Map.of(via.kind().equals("team") ? "team_id" : "schedule_id", via.id().toString()));
  }
}
