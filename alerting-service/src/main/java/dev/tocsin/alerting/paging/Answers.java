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
 * @param names names of the schedules and teams, where known
 * @param people everybody concerned who exists
 */
public record Answers(
    Map<Target, Optional<List<UUID>>> members,
    Map<Target, List<UUID>> shadows,
    Map<UUID, String> names,
    Map<UUID, Person> people) {

  /** For a step that names channels only. */
  public static final Answers NONE = new Answers(Map.of(), Map.of(), Map.of(), Map.of());

  List<UUID> shadows(Target target) {
    return shadows.getOrDefault(target, List.of());
  }
}
