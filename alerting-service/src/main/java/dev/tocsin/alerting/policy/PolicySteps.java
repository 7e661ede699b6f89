package dev.tocsin.alerting.policy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.proto.alerting.v1.ChannelTarget;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.PolicyStep;
import dev.tocsin.proto.alerting.v1.ScheduleTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the steps of a stored policy: a JSON array of the contract's {@code PolicyStep}. */
public final class PolicySteps {

  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private PolicySteps() {}

  /**
   * The steps in order.
   *
   * @throws IllegalStateException when the stored text is not what the contract says; it was
   *     validated when it was saved
   */
  public static List<Step> parse(String json) {
    EscalationPolicy.Builder policy = EscalationPolicy.newBuilder();
    try {
      PARSER.merge("{\"steps\":" + json + "}", policy);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the steps of a stored policy cannot be read", e);
    }
    return policy.getStepsList().stream().map(PolicySteps::step).toList();
  }

  /** A policy that is not stored; its fields were validated by the contract. */
  public static Policy draft(UUID id, EscalationPolicy policy) {
    return new Policy(
        id,
        policy.getName(),
        policy.getStepsList().stream().map(PolicySteps::step).toList(),
        policy.getRepeat(),
        policy.hasFallback() ? Optional.of(channel(policy.getFallback())) : Optional.empty());
  }

  private static Step step(PolicyStep step) {
    return new Step(
        Duration.ofSeconds(step.getWait().getSeconds(), step.getWait().getNanos()),
        step.getTargetsList().stream().map(PolicySteps::target).toList(),
        step.getChannelsList(),
        step.getTicketProviderId().isEmpty()
            ? Optional.empty()
            : Optional.of(UUID.fromString(step.getTicketProviderId())));
  }

  private static Target target(dev.tocsin.proto.alerting.v1.Target target) {
    return switch (target.getTargetCase()) {
      case USER_ID -> new Target.Person(UUID.fromString(target.getUserId()));
      case TEAM_ID -> new Target.Team(UUID.fromString(target.getTeamId()));
      case SCHEDULE ->
          new Target.OnCall(
              UUID.fromString(target.getSchedule().getScheduleId()), turn(target.getSchedule()));
      case CHANNEL -> channel(target.getChannel());
      case TARGET_NOT_SET -> throw new IllegalStateException("a stored target names nobody");
    };
  }

  private static Target.Turn turn(ScheduleTarget schedule) {
    if (schedule.getSecondary()) {
      return Target.Turn.SECONDARY;
    }
    return schedule.getNext() ? Target.Turn.NEXT : Target.Turn.NOW;
  }

  private static Target.Channel channel(ChannelTarget channel) {
    return new Target.Channel(UUID.fromString(channel.getChannelId()), channel.getAddress());
  }
}
