package dev.tocsin.provisioning;

import com.google.protobuf.Duration;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import dev.tocsin.proto.alerting.v1.ChannelTarget;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.PolicyStep;
import dev.tocsin.proto.alerting.v1.ScheduleTarget;
import dev.tocsin.proto.alerting.v1.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a policy. Who is notified is written as {@code on-call(Schedule)}, {@code
 * on-call(Schedule, next)}, {@code on-call(Schedule, secondary)}, {@code team(Ops)}, {@code
 * channel(Slack, #ops)}, or the address of a person.
 */
final class Steps {
  private static final Pattern CALL =
      Pattern.compile("\\s*(on-call|on_call|oncall|team|user|channel)\\s*\\((.*)\\)\\s*");

  private Steps() {}

  static void write(Body body, EscalationPolicy.Builder policy) {
    body.list("steps")
        .ifPresent(
            steps -> {
              policy.clearSteps();
              steps.forEach(step -> step(body, step).ifPresent(policy::addSteps));
            });
    body.text("fallback")
        .flatMap(text -> target(body, text))
        .ifPresent(
            target -> {
              if (target.hasChannel()) {
                policy.setFallback(target.getChannel());
              } else {
                body.problem(body.place(), "`fallback` takes a channel: channel(Name, #address)");
              }
            });
  }

  private static Optional<PolicyStep> step(Body body, YamlValue value) {
    if (!(value instanceof YamlMap map)) {
      body.problem(value.place(), "a step is a group of keys, not " + value.what());
      return Optional.empty();
    }
    Body within = body.within(map);
    PolicyStep.Builder step = PolicyStep.newBuilder().setWait(Duration.getDefaultInstance());
    within
        .texts("notify", "targets")
        .orElse(List.of())
        .forEach(text -> target(within, text).ifPresent(step::addTargets));
    if (step.getTargetsCount() == 0) {
      within.problem(map.place(), "the step notifies nobody: give `notify`");
    }
    within
        .text("ticket_provider")
        .ifPresent(
            name ->
                step.setTicketProviderId(
                    within.id(Kind.TICKET_PROVIDER, name.place(), name.text())));
    Fields.write(within, step);
    return Optional.of(step.build());
  }

  private static Optional<Target> target(Body body, YamlText text) {
    Matcher call = CALL.matcher(text.text());
    if (!call.matches()) {
      if (text.text().contains("@")) {
        return Optional.of(
            Target.newBuilder().setUserId(body.id(Kind.USER, text.place(), text.text())).build());
      }
      body.problem(
          text.place(),
          "'%s' names nobody: write on-call(Schedule), on-call(Schedule, next), team(Name),"
                  .formatted(text.text())
              + " channel(Name, #address), or a person's e-mail address");
      return Optional.empty();
    }
    List<String> words = List.of(call.group(2).split("\\s*,\\s*", 2));
    String name = words.getFirst().strip();
    String second = words.size() > 1 ? words.get(1).strip() : "";
    Target.Builder target = Target.newBuilder();
    switch (call.group(1)) {
      case "team" -> target.setTeamId(body.id(Kind.TEAM, text.place(), name));
      case "user" -> target.setUserId(body.id(Kind.USER, text.place(), name));
      case "channel" ->
          target.setChannel(
              ChannelTarget.newBuilder()
                  .setChannelId(body.id(Kind.CHANNEL, text.place(), name))
                  .setAddress(second));
      default -> {
        if (!Set.of("", "next", "secondary").contains(second)) {
          body.problem(
              text.place(),
              "'%s' is not known here: only `next` and `secondary` are".formatted(second));
        }
        target.setSchedule(
            ScheduleTarget.newBuilder()
                .setScheduleId(body.id(Kind.SCHEDULE, text.place(), name))
                .setNext(second.equals("next"))
                .setSecondary(second.equals("secondary")));
      }
    }
    return Optional.of(target.build());
  }
}
