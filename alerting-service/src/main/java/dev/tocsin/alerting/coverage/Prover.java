package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.coverage.PolicyReport.Stretch;
import dev.tocsin.alerting.coverage.PolicyReport.Unreachable;
import dev.tocsin.alerting.paging.Destination;
import dev.tocsin.alerting.paging.Outlook;
import dev.tocsin.alerting.paging.Paging;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Proves policies, one after the other, on what was asked once for all of them. */
final class Prover {

  private static final int MOST_REASONS = 20;

  /**
   * What is looked at.
   *
   * @param within how long after its first page an escalation may reach somebody
   * @param pause between rounds of a policy whose steps all wait 0 s
   */
  record Question(Instant from, Instant until, Duration within, Duration pause) {}

  private final Question question;
  private final Outlook outlook;
  private final Map<Destination, String> refused;
  private final CoverageReasons reasons;
  private final Sweep sweep;

  Prover(Question question, Outlook outlook, Map<Destination, String> refused, int mostChanges) {
    this.question = question;
    this.outlook = outlook;
    this.refused = refused;
    this.reasons = new CoverageReasons(outlook.people());
    this.sweep = new Sweep(mostChanges);
  }

  /**
   * A policy's report.
   *
   * @param ways by which alerts come to it; when there are none, all severities at all times may be
   *     sent to it by hand
   * @param counts as {@link PolicyReport#counts}
   */
  PolicyReport of(Policy policy, boolean standard, List<Ways.Way> ways, boolean counts) {
    List<StepLine> lines = new ArrayList<>();
    for (int i = 0; i < policy.steps().size(); i++) {
      lines.add(new StepLine(policy.steps().get(i), i, outlook, refused, reasons));
    }
    var passage = new Passage(policy, lines, fallback(policy), question.within(), question.pause());
    Set<Severity> severities =
        ways.isEmpty() ? EnumSet.allOf(Severity.class) : Ways.severities(ways);
    Map<Sweep.Part, Set<Severity>> found = new LinkedHashMap<>();
    for (Severity severity : severities) {
      for (Sweep.Part part :
          sweep.over(question.from(), question.until(), severity, passage::from)) {
        if (part.outcome().kind() != Outcome.Kind.REACHED) {
          for (Ways.Span span : Ways.awake(ways, severity, part.start(), part.end())) {
            found
                .computeIfAbsent(
                    new Sweep.Part(span.start(), span.end(), part.outcome()),
                    _ -> EnumSet.noneOf(Severity.class))
                .add(severity);
          }
        }
      }
    }
    List<Stretch> all =
        found.entrySet().stream()
            .map(
                each ->
                    new Stretch(
                        each.getKey().start(),
                        each.getKey().end(),
                        each.getKey().outcome(),
                        each.getValue()))
            .sorted(Comparator.comparing(Stretch::start).thenComparing(Stretch::end))
            .toList();
    return new PolicyReport(
        policy,
        standard,
        counts,
        ways,
        severities,
        all.stream().filter(each -> each.outcome().kind().isHole()).toList(),
        all.stream().filter(each -> !each.outcome().kind().isHole()).toList(),
        unreachable(lines, severities));
  }

  private boolean fallback(Policy policy) {
    return policy
        .fallback()
        .filter(
            channel ->
                Paging.channel(channel).destinations().stream().noneMatch(refused::containsKey))
        .isPresent();
  }

  private List<Unreachable> unreachable(List<StepLine> lines, Set<Severity> severities) {
    List<Unreachable> unreachable = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Set<Severity> never = EnumSet.noneOf(Severity.class);
      Set<Reason> why = new LinkedHashSet<>();
      for (Severity severity : severities) {
        Set<Reason> of = new LinkedHashSet<>();
        if (reachesNobody(lines.get(i), severity, of)) {
          never.add(severity);
          why.addAll(of);
        }
      }
      if (!never.isEmpty()) {
        unreachable.add(new Unreachable(i, never, why.stream().limit(MOST_REASONS).toList()));
      }
    }
    return unreachable;
  }

  private boolean reachesNobody(StepLine line, Severity severity, Set<Reason> why) {
    for (Instant at = question.from();
        at.isBefore(question.until());
        at = line.unchangedUntil(at)) {
      StepReach reach = line.at(at, severity);
      if (reach.person() || reach.channel()) {
        return false;
      }
      if (why.size() < MOST_REASONS) {
        why.addAll(reach.reasons());
      }
    }
    return true;
  }
}
