package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What identity-service has said about the targets of a step.
 *
 * @param members the people behind each schedule and team of the step; empty optional when it
 *     exists no more
 * @param shadows who gets the pages of a schedule's primary duty without counting
 * @param secondaries who is on secondary duty of a schedule's primary duty; nobody where pages are
 *     not diverted
 * @param names names of the schedules and teams, where known
 * @param people everybody concerned who exists
 * @param rest by what rule pages are diverted; empty when they are not
 */
public record Answers(
    Map<Target, Optional<List<UUID>>> members,
    Map<Target, List<UUID>> shadows,
    Map<Target, List<UUID>> secondaries,
    Map<UUID, String> names,
    Map<UUID, Person> people,
    Optional<RestRule> rest) {

  /** For a step that names channels only. */
  public static final Answers NONE =
      new Answers(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());

  List<UUID> people(Target target) {
    return members.getOrDefault(target, Optional.empty()).orElse(List.of());
  }

  List<UUID> secondaries(Target target) {
    return secondaries.getOrDefault(target, List.of());
  }

  List<UUID> shadows(Target target) {
    return shadows.getOrDefault(target, List.of());
  }
}
