package dev.tocsin.alerting.coverage;

import com.google.protobuf.Duration;
import dev.tocsin.alerting.coverage.PolicyReport.Stretch;
import dev.tocsin.alerting.coverage.PolicyReport.Unreachable;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.CoverageKind;
import dev.tocsin.proto.alerting.v1.CoverageRoute;
import dev.tocsin.proto.alerting.v1.CoverageStretch;
import dev.tocsin.proto.alerting.v1.GetCoverageResponse;
import dev.tocsin.proto.alerting.v1.PolicyCoverage;
import dev.tocsin.proto.alerting.v1.Reason;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.UnreachableStep;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What was proved, as told. */
final class CoverageMessages {

  /** Stretches of a policy that are told. */
  static final int MOST = 500;

  private CoverageMessages() {}

  static GetCoverageResponse of(Coverages.Asked asked, Coverages.Answer answer, String list) {
    var response =
        GetCoverageResponse.newBuilder()
            .setStartTime(ProtoTime.of(asked.from()))
            .setEndTime(ProtoTime.of(asked.until()))
            .setCovered(
                answer.reports().stream().allMatch(each -> !each.counts() || each.covered()))
            .addAllUnroutedSeverities(severities(answer.ways().unrouted()));
    answer.reports().forEach(report -> response.addPolicies(policy(report)));
    if (answer.more()) {
      response.setNextPageToken(PageToken.after(list, answer.reports().getLast().policy().name()));
    }
    return response.build();
  }

  private static PolicyCoverage policy(PolicyReport report) {
    int leftOut =
        Math.max(0, report.holes().size() - MOST) + Math.max(0, report.warnings().size() - MOST);
    var told =
        PolicyCoverage.newBuilder()
            .setPolicyId(report.policy().id().toString())
            .setPolicy(report.policy().name())
            .setCounts(report.counts())
            .setCovered(report.covered())
            .setDefault(report.standard())
            .addAllSeverities(severities(report.severities()))
            .addAllHoles(stretches(report.holes()))
            .addAllWarnings(stretches(report.warnings()))
            .setLeftOut(leftOut)
            .addAllUnreachableSteps(
                report.unreachable().stream().map(CoverageMessages::step).toList())
            .setUncovered(duration(union(report.holes())));
    report.ways().stream()
        .flatMap(way -> way.route().stream())
        .forEach(
            route ->
                told.addRoutes(
                    CoverageRoute.newBuilder()
                        .setRouteId(route.id().toString())
                        .setName(route.name())));
    return told.build();
  }

  private static List<CoverageStretch> stretches(List<Stretch> stretches) {
    return stretches.stream().limit(MOST).map(CoverageMessages::stretch).toList();
  }

  private static CoverageStretch stretch(Stretch stretch) {
    Outcome outcome = stretch.outcome();
    var told =
        CoverageStretch.newBuilder()
            .setStartTime(ProtoTime.of(stretch.start()))
            .setEndTime(ProtoTime.of(stretch.end()))
            .setKind(kind(outcome.kind()))
            .addAllSeverities(severities(stretch.severities()))
            .addAllReasons(reasons(outcome.reasons()));
    if (outcome.kind() == Outcome.Kind.LATE) {
      told.setStepOrder(outcome.order()).setAfter(duration(outcome.after()));
    }
    return told.build();
  }

  private static CoverageKind kind(Outcome.Kind kind) {
    return switch (kind) {
      case NOBODY -> CoverageKind.COVERAGE_KIND_NOBODY;
      case UNVERIFIED -> CoverageKind.COVERAGE_KIND_UNVERIFIED;
      case CHANNEL_ONLY -> CoverageKind.COVERAGE_KIND_CHANNEL_ONLY;
      case FALLBACK_ONLY -> CoverageKind.COVERAGE_KIND_FALLBACK_ONLY;
      case LATE -> CoverageKind.COVERAGE_KIND_LATE;
      case REACHED -> CoverageKind.COVERAGE_KIND_UNSPECIFIED;
    };
  }

  private static UnreachableStep step(Unreachable step) {
    return UnreachableStep.newBuilder()
        .setStepOrder(step.order())
        .addAllSeverities(severities(step.severities()))
        .addAllReasons(reasons(step.reasons()))
        .build();
  }

  private static List<Reason> reasons(List<dev.tocsin.alerting.timeline.Reason> reasons) {
    return reasons.stream()
        .map(
            reason ->
                Reason.newBuilder()
                    .setCode(reason.code())
                    .setSummary(reason.summary())
                    .setFacts(Structs.of(reason.facts()))
                    .build())
        .toList();
  }

  private static List<Severity> severities(
      Collection<dev.tocsin.alerting.alert.Severity> severities) {
    return severities.stream().map(each -> Severity.forNumber(each.number())).toList();
  }

  /** How long they last, what several of them cover counted once. */
  private static java.time.Duration union(List<Stretch> byStart) {
    java.time.Duration sum = java.time.Duration.ZERO;
    Instant covered = Instant.MIN;
    for (Stretch each : byStart) {
      Instant start = each.start().isAfter(covered) ? each.start() : covered;
      if (each.end().isAfter(start)) {
        sum = sum.plus(java.time.Duration.between(start, each.end()));
        covered = each.end();
      }
    }
    return sum;
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
