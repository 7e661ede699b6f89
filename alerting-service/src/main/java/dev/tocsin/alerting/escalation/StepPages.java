package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.paging.Diversion;
import dev.tocsin.alerting.paging.PageDecision;
import dev.tocsin.alerting.paging.PageDecision.Hold;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Pager;
import dev.tocsin.alerting.paging.Pager.Sent;
import dev.tocsin.alerting.paging.Pager.Wish;
import dev.tocsin.alerting.timeline.Reason;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Hands the pages of one step over, and then those of people whose stand-ins were not taken. */
final class StepPages {

  private static final int AT_ONCE = 16;

  private final Pager pager;
  private final Function<Page, Wish> wishes;

  StepPages(Pager pager, Function<Page, Wish> wishes) {
    this.pager = pager;
    this.wishes = wishes;
  }

  /**
   * What became of them.
   *
   * @param reached has notification-service taken a page that counts?
   * @param reasons in the order of the timeline
   * @param pages those that were taken
   */
  record Handed(boolean reached, List<Reason> reasons, List<Page> pages) {}

  /** What became of one recipient. */
  private record Each(PageDecision decision, boolean taken, List<Reason> reasons) {

    boolean reached() {
      return taken && decision instanceof Page page && page.counts();
    }
  }

  /** Fails while notification-service does not answer. */
  Uni<Handed> send(Diversion.Outcome outcome) {
    return each(outcome.decisions())
        .chain(
            first -> {
              List<Reason> reasons = new ArrayList<>(outcome.remarks());
              List<PageDecision> again = new ArrayList<>();
              for (Diversion.Spared spared : outcome.spared()) {
                boolean covered = first.stream().anyMatch(each -> takes(each, spared));
                reasons.add(covered ? spared.why() : spared.whyNot());
                if (!covered) {
                  again.add(spared.page());
                }
              }
              return each(again).map(second -> handed(reasons, first, second));
            });
  }

  private static boolean takes(Each each, Diversion.Spared spared) {
    return each.reached()
        && each.decision() instanceof Page page
        && page.user().filter(spared.standIns()::contains).isPresent();
  }

  private static Handed handed(List<Reason> reasons, List<Each> first, List<Each> second) {
    List<Each> all = new ArrayList<>(first);
    all.addAll(second);
    all.forEach(each -> reasons.addAll(each.reasons()));
    return new Handed(
        all.stream().anyMatch(Each::reached),
        reasons,
        all.stream()
            .filter(Each::taken)
            .flatMap(
                each -> each.decision() instanceof Page page ? Stream.of(page) : Stream.empty())
            .toList());
  }

  private Uni<List<Each>> each(List<PageDecision> decisions) {
    if (decisions.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.join()
        .all(decisions.stream().map(this::each).toList())
        .usingConcurrencyOf(AT_ONCE)
        .andCollectFailures();
  }

  private Uni<Each> each(PageDecision decision) {
    return switch (decision) {
      case Hold hold -> Uni.createFrom().item(new Each(hold, false, List.of(hold.reason())));
      case Page page -> {
        Uni<Sent> sent = pager.send(page, wishes.apply(page));
        yield sent.map(answer -> new Each(page, answer.reached(), answer.reasons()));
      }
    };
  }
}
