package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Target;
import java.util.Map;
import java.util.UUID;

/**
 * By what a step names somebody.
 *
 * @param kind {@code user}, {@code team}, {@code schedule}, {@code schedule_next}, {@code
 *     schedule_secondary}, {@code schedule_stand_in}, {@code shadow} or {@code channel}
 * @param name of the team or schedule; its id when the name is not known
 */
record Via(String kind, UUID id, String name) {

  /** Who names people that are named themselves, in words. */
  static final String POLICY = "the policy";

  private static final String SHADOW = "shadow";

  static Via of(Target target, Map<UUID, String> names) {
    return switch (target) {
      case Target.Person person -> named("user", person.user(), names);
      case Target.Team team -> named("team", team.team(), names);
      case Target.OnCall call ->
          named(
              switch (call.turn()) {
                case NOW -> "schedule";
                case NEXT -> "schedule_next";
                case SECONDARY -> "schedule_secondary";
              },
              call.schedule(),
              names);
      case Target.Channel channel -> named("channel", channel.channel(), names);
    };
  }

  private static Via named(String kind, UUID id, Map<UUID, String> names) {
    return new Via(kind, id, names.getOrDefault(id, id.toString()));
  }

  /** The same schedule, but for who only shadows its duty. */
  Via ofShadow() {
    return new Via(SHADOW, id, name);
  }

  /** The same schedule, but for its secondary while its primary has to rest. */
  Via ofStandIn() {
    return new Via("schedule_stand_in", id, name);
  }

  boolean isShadow() {
    return kind.equals(SHADOW);
  }

  Map<String, Object> facts() {
    return Map.of("kind", kind, "id", id.toString(), "name", name);
  }

  /** {@code team Payments}, {@code schedule Primary}. */
  String thing() {
    return (kind.startsWith("schedule") || isShadow() ? "schedule" : kind) + " " + name;
  }

  /**
   * Why somebody is paged.
   *
   * @param namer who named those that are named themselves
   */
  String words(String namer) {
    return switch (kind) {
      case "team" -> "in " + thing();
      case "schedule" -> "on call by " + thing();
      case "schedule_next" -> "next on call by " + thing();
      case "schedule_secondary" -> "secondary on call by " + thing();
      case "schedule_stand_in" -> "secondary by " + thing() + ", while the primary has to rest";
      case SHADOW -> "shadowing who is on call by " + thing();
      default -> "named by " + namer;
    };
  }
}
