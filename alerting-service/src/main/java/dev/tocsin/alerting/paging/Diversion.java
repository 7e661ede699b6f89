package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who is paged in place of people whose rest a page would break: the secondary of their schedule. A
 * pure decision. It holds for who is named as primary of a schedule alone; and where nobody can
 * stand in, or the policy would not come back to the primary should nobody answer, the primary is
 * paged all the same.
 */
public final class Diversion {

  private final Step step;
  private final List<Step> later;
  private final Answers answers;
  private final RestRule rule;
  private final Map<UUID, Instant> lastPages;
  private final String severity;
  private final Instant now;

  private Diversion(
      Step step,
      List<Step> later,
      Answers answers,
      RestRule rule,
      Map<UUID, Instant> lastPages,
      String severity,
      Instant now) {
    this.step = step;
    this.later = later;
    this.answers = answers;
    this.rule = rule;
    this.lastPages = lastPages;
    this.severity = severity;
    this.now = now;
  }

  /**
   * Somebody who is left to rest as long as somebody else takes the page.
   *
   * @param page to be handed over after all when nobody of those standing in could be paged
   * @param standIns who
   * @param why told when one of them was paged
   * @param whyNot told when none was
   */
  public record Spared(Page page, Set<UUID> standIns, Reason why, Reason whyNot) {}

  /**
   * What becomes of the recipients.
   *
   * @param remarks why somebody who should rest is paged
   */
  public record Outcome(List<PageDecision> decisions, List<Spared> spared, List<Reason> remarks) {

    /** Nobody is diverted. */
    public static Outcome same(List<PageDecision> decisions) {
      return new Outcome(decisions, List.of(), List.of());
    }
  }

  /** Whose last pages matter; empty when pages for such an alert are not diverted. */
  public static Set<UUID> asks(Step step, Answers answers, String severity) {
    if (answers.rest().filter(rule -> rule.holdsFor(severity)).isEmpty()) {
      return Set.of();
    }
    Set<UUID> people = new LinkedHashSet<>();
    for (Target target : step.targets()) {
      if (isPrimary(target)) {
        people.addAll(answers.people(target));
        people.addAll(answers.secondaries(target));
      }
    }
    return people;
  }

  /**
   * Diverts what {@link Paging} has decided.
   *
   * @param later the steps that follow when nobody answers
   * @param lastPages when people were last paged at night, of those whom {@link #asks} names
   */
  public static Outcome of(
      List<PageDecision> decisions,
      Step step,
      List<Step> later,
      Answers answers,
      Map<UUID, Instant> lastPages,
      String severity,
      Instant now) {
    return answers
        .rest()
        .filter(rule -> rule.holdsFor(severity) && !lastPages.isEmpty())
        .map(
            rule ->
                new Diversion(step, later, answers, rule, lastPages, severity, now).of(decisions))
        .orElseGet(() -> Outcome.same(decisions));
  }

  private Outcome of(List<PageDecision> decisions) {
    List<PageDecision> kept = new ArrayList<>();
    List<Page> added = new ArrayList<>();
    List<Spared> spared = new ArrayList<>();
    List<Reason> remarks = new ArrayList<>();
    for (PageDecision decision : decisions) {
      if (!(decision instanceof Page page) || !isToRest(page)) {
        kept.add(decision);
        continue;
      }
      UUID user = page.user().orElseThrow();
      if (!isPagedLater(user)) {
        kept.add(page);
        remarks.add(PagingReasons.notPagedLater(user, last(user), rule));
        continue;
      }
      Set<UUID> standIns = new LinkedHashSet<>();
      List<Page> pages = new ArrayList<>();
      Optional<Target> uncovered = Optional.empty();
      for (Target target : naming(user)) {
        Optional<Page> standIn = standIn(target, user);
        standIn.ifPresent(pages::add);
        standIn.flatMap(Page::user).ifPresent(standIns::add);
        if (standIn.isEmpty()) {
          uncovered = Optional.of(target);
        }
      }
      if (uncovered.isPresent()) {
        kept.add(page);
        remarks.add(PagingReasons.nobodyStandsIn(user, last(user), rule, via(uncovered.get())));
      } else {
        added.addAll(pages);
        spared.add(
            new Spared(
                page,
                standIns,
                PagingReasons.diverted(user, standIns, last(user), rule),
                PagingReasons.standInNotPaged(user, standIns, last(user), rule)));
      }
    }
    added.forEach(page -> add(kept, page));
    return new Outcome(kept, spared, remarks);
  }

  /** Nobody is paged twice, and who stands in counts, also where the person shadows besides. */
  private static void add(List<PageDecision> kept, Page page) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i) instanceof Page same && same.key().equals(page.key())) {
        if (!same.counts()) {
          kept.set(i, page);
        }
        return;
      }
    }
    kept.add(page);
  }

  private boolean isToRest(Page page) {
    return page.user()
        .filter(this::isResting)
        .filter(user -> !naming(user).isEmpty())
        .filter(user -> step.targets().stream().noneMatch(target -> namesOtherwise(target, user)))
        .isPresent();
  }

  private boolean isResting(UUID user) {
    Instant last = lastPages.get(user);
    return last != null && rule.isBrokenBy(now, last);
  }

  private Instant last(UUID user) {
    Instant last = lastPages.get(user);
    return last == null ? now : last;
  }

  /** The schedules whose primary the person is. */
  private List<Target> naming(UUID user) {
    return step.targets().stream()
        .filter(target -> isPrimary(target) && answers.people(target).contains(user))
        .toList();
  }

  /** Does the policy come back to them by itself, on a channel that they have? */
  private boolean isPagedLater(UUID user) {
    List<Target> naming = naming(user);
    return later.stream()
        .filter(
            each ->
                each.targets().contains(new Target.Person(user))
                    || each.targets().stream().anyMatch(naming::contains))
        .flatMap(each -> pages(user, via(naming.getFirst()), each))
        .findFirst()
        .isPresent();
  }

  private boolean namesOtherwise(Target target, UUID user) {
    return target instanceof Target.Person person
        ? person.user().equals(user)
        : !isPrimary(target) && answers.people(target).contains(user);
  }

  private Optional<Page> standIn(Target target, UUID user) {
    return answers.secondaries(target).stream()
        .filter(other -> !other.equals(user) && !isResting(other))
        .flatMap(other -> pages(other, via(target).ofStandIn(), step))
        .findFirst();
  }

  /** The page to the person by a step; none when it cannot reach them. */
  private Stream<Page> pages(UUID user, Via via, Step by) {
    return Paging.person(user, Set.of(via), Via.POLICY, by.channels(), answers.people(), severity)
        .stream()
        .flatMap(decision -> decision instanceof Page page ? Stream.of(page) : Stream.empty());
  }

  private Via via(Target target) {
    return Via.of(target, answers.names());
  }

  private static boolean isPrimary(Target target) {
    return target instanceof Target.OnCall call && call.turn() == Target.Turn.NOW;
  }
}
