package dev.tocsin.alerting.policy;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.alerting.v1.PolicyStep;
import dev.tocsin.proto.alerting.v1.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whom a person wants to be paged, in place of what the routes say. */
public sealed interface Assignment {

  /** The policy that an escalation's steps name. */
  UUID policy();

  /** Whom, for people: {@code policy <id>} or {@code user <id>, team <id>}. */
  String words();

  /** The same for machines. */
  Map<String, Object> facts();

  /** A policy of the list. */
  record ToPolicy(UUID policy) implements Assignment {

    @Override
    public String words() {
      return "policy " + policy;
    }

    @Override
    public Map<String, Object> facts() {
      return new HashMap<>(Map.of("policy_id", policy.toString()));
    }
  }

  /**
   * People, teams, schedules or channels, all at once.
   *
   * @param policy id of the policy that is made for them
   * @param steps that policy's, as they are stored
   * @param names whom, for people
   * @param users ids of the persons among them
   * @param alone nobody else is ever paged for it: once, and no fallback
   */
  record ToTargets(UUID policy, String steps, List<String> names, List<String> users, boolean alone)
      implements Assignment {

    /** Copies the lists. */
    public ToTargets {
      names = List.copyOf(names);
      users = List.copyOf(users);
    }

    @Override
    public String words() {
      return String.join(", ", names);
    }

    @Override
    public Map<String, Object> facts() {
      Map<String, Object> facts = new HashMap<>(Map.of("targets", names));
      if (!users.isEmpty()) {
        facts.put("user_ids", users);
      }
      return facts;
    }
  }

  /**
   * What a request asks for; empty when it names nobody.
   *
   * @throws Invalid when it names targets and a policy
   */
  static Optional<Assignment> of(List<Target> targets, String policy, Instant now) {
    if (!targets.isEmpty() && !policy.isEmpty()) {
      throw Invalid.field("targets", "give either these or policy_id, not both");
    }
    if (!policy.isEmpty()) {
      return Optional.of(new ToPolicy(PolicyMessages.uuid("policy_id", policy)));
    }
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (Target target : targets) {
      PolicyMessages.checkTurn("targets[" + names.size() + "].schedule", target);
      names.add(name(target));
      if (target.hasUserId()) {
        users.add(target.getUserId());
      }
    }
    String steps =
        PolicyMessages.steps(List.of(PolicyStep.newBuilder().addAllTargets(targets).build()));
    return Optional.of(new ToTargets(Ids.next(now), steps, names, users, false));
  }

  /** One person, once, and nobody else whatever comes of it. */
  static Assignment alone(UUID user, Instant now) {
    Target target = Target.newBuilder().setUserId(user.toString()).build();
    String steps =
        PolicyMessages.steps(List.of(PolicyStep.newBuilder().addTargets(target).build()));
    return new ToTargets(
        Ids.next(now), steps, List.of(name(target)), List.of(user.toString()), true);
  }

  private static String name(Target target) {
    return switch (target.getTargetCase()) {
      case USER_ID -> "user " + target.getUserId();
      case TEAM_ID -> "team " + target.getTeamId();
      case SCHEDULE ->
          "whoever is "
              + (target.getSchedule().getSecondary()
                  ? "on secondary duty"
                  : target.getSchedule().getNext() ? "next on call" : "on call")
              + " by schedule "
              + target.getSchedule().getScheduleId();
      case CHANNEL -> "channel " + target.getChannel().getChannelId();
      case TARGET_NOT_SET -> throw Invalid.field("targets", "one names nobody");
    };
  }
}
