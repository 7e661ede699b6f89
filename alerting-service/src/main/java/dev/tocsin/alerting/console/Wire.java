package dev.tocsin.alerting.console;

import dev.tocsin.alerting.action.Outcome;
import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.console.AlertFilter.Shown;
import dev.tocsin.alerting.explain.Explainer.Explained;
import dev.tocsin.alerting.explain.PlannedStep;
import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.Actor;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.EscalationStep;
import dev.tocsin.proto.alerting.v1.Explanation;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.StepState;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What the contract calls our records. */
final class Wire {

  private Wire() {}

  static Alert alert(Shown shown) {
    Alert alert = alert(shown.row());
    return shown
        .mute()
        .map(
            mute ->
                alert.toBuilder()
                    .setSilenceId(mute.by().toString())
                    .setSilenceEndTime(ProtoTime.of(mute.until()))
                    .build())
        .orElse(alert);
  }

  private static Alert alert(AlertRow row) {
    Alert.Builder alert =
        Alert.newBuilder()
            .setId(row.id().toString())
            .setGroupId(row.group().toString())
            .setIntegrationId(
                row.integration().equals(Integration.BY_HAND) ? "" : row.integration().toString())
            .setSource(row.source())
            .setFingerprint(row.fingerprint())
            .setTitle(row.title())
            .setSeverity(Severity.forNumber(row.severity().number()))
            .setState(state(row.state()))
            .setSourceUrl(row.sourceUrl())
            .setOccurrenceCount(row.occurrences())
            .setStartTime(ProtoTime.of(row.startedAt()))
            .setCreateTime(ProtoTime.of(row.createdAt()))
            .setLastFiredTime(ProtoTime.of(row.lastFiredAt()))
            .setRouteId(row.route().map(UUID::toString).orElse(""))
            .setPolicyId(row.policy().map(UUID::toString).orElse(""));
    texts(row.labels(), alert::putLabels);
    texts(row.annotations(), alert::putAnnotations);
    row.acknowledgedAt().ifPresent(at -> alert.setAcknowledgeTime(ProtoTime.of(at)));
    row.acknowledgedBy().ifPresent(by -> alert.setAcknowledgedBy(actor(by)));
    row.snoozedUntil().ifPresent(at -> alert.setSnoozeEndTime(ProtoTime.of(at)));
    row.resolvedAt().ifPresent(at -> alert.setResolveTime(ProtoTime.of(at)));
    row.resolvedBy().ifPresent(by -> alert.setResolvedBy(actor(by)));
    return alert.build();
  }

  static dev.tocsin.proto.alerting.v1.AlertState state(AlertState state) {
    return switch (state) {
      case OPEN -> dev.tocsin.proto.alerting.v1.AlertState.ALERT_STATE_OPEN;
      case ACKNOWLEDGED -> dev.tocsin.proto.alerting.v1.AlertState.ALERT_STATE_ACKNOWLEDGED;
      case RESOLVED -> dev.tocsin.proto.alerting.v1.AlertState.ALERT_STATE_RESOLVED;
    };
  }

  static ChangeOutcome outcome(Outcome outcome) {
    return switch (outcome) {
      case CHANGED -> ChangeOutcome.CHANGE_OUTCOME_CHANGED;
      case ALREADY_DONE -> ChangeOutcome.CHANGE_OUTCOME_ALREADY_DONE;
      case ALREADY_RESOLVED -> ChangeOutcome.CHANGE_OUTCOME_ALREADY_RESOLVED;
    };
  }

  static dev.tocsin.proto.alerting.v1.Reason reason(Reason reason) {
    return dev.tocsin.proto.alerting.v1.Reason.newBuilder()
        .setCode(reason.code())
        .setSummary(reason.summary())
        .setFacts(Structs.of(reason.facts()))
        .build();
  }

  static TimelineEntry entry(Entry entry) {
    return TimelineEntry.newBuilder()
        .setId(entry.id().toString())
        .setTime(ProtoTime.of(entry.at()))
        .setAlertId(entry.alert().map(UUID::toString).orElse(""))
        .setGroupId(entry.group().toString())
        .setActor(actor(entry.actor()))
        .setReason(reason(entry.reason()))
        .build();
  }

  static Explanation explanation(UUID alert, Explained explained) {
    return Explanation.newBuilder()
        .setAlertId(alert.toString())
        .setSummary(explained.summary())
        .addAllDecisions(explained.decisions().stream().map(Wire::entry).toList())
        .addAllSteps(explained.steps().stream().map(Wire::step).toList())
        .build();
  }

  private static EscalationStep step(PlannedStep step) {
    return EscalationStep.newBuilder()
        .setId(step.id().toString())
        .setPolicyId(step.policy().toString())
        .setStepOrder(step.order())
        .setRound(step.round())
        .setFireTime(ProtoTime.of(step.fireTime()))
        .setState(
            switch (step.state()) {
              case "fired" -> StepState.STEP_STATE_FIRED;
              case "cancelled" -> StepState.STEP_STATE_CANCELLED;
              default -> StepState.STEP_STATE_PENDING;
            })
        .build();
  }

  private static Actor actor(dev.tocsin.alerting.timeline.Actor actor) {
    return Actor.newBuilder().setKind(actor.kind()).setId(actor.id()).build();
  }

  private static void texts(Map<String, Object> values, BiConsumer<String, String> put) {
    values.forEach((name, value) -> put.accept(name, String.valueOf(value)));
  }
}
