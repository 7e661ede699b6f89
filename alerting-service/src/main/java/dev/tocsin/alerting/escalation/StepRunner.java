package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.escalation.Decision.End;
import dev.tocsin.alerting.escalation.Decision.Fallback;
import dev.tocsin.alerting.escalation.Decision.Fire;
import dev.tocsin.alerting.message.MessageContext;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.paging.Answers;
import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.paging.Diversion;
import dev.tocsin.alerting.paging.NightPages;
import dev.tocsin.alerting.paging.PageDecision;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Pager;
import dev.tocsin.alerting.paging.Paging;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Fires one due step: finds out what the rules want, reaches the people, and says what became of
 * it.
 */
@Singleton
class StepRunner {

  private final Directory directory;
  private final Pager pager;
  private final NightPages nightPages;
  private final EscalationConfig config;
  private final String publicUrl;

  StepRunner(
      Directory directory,
      Pager pager,
      NightPages nightPages,
      EscalationConfig config,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.directory = directory;
    this.pager = pager;
    this.nightPages = nightPages;
    this.config = config;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** Who was paged instead, while identity-service was silent. */
  record Instead(List<Reason> reasons) {}

  /** What is known about the people of a step; fails while identity-service does not answer. */
  Uni<Answers> ask(UUID tenant, DueStep step, Instant now) {
    if (!(decide(step, now) instanceof Fire fire)) {
      return Uni.createFrom().item(Answers.NONE);
    }
    return directory.ask(tenant, fire.step(), namer(step), now);
  }

  /** Fires the step; fails while notification-service does not answer. */
  Uni<StepResult> fire(UUID tenant, DueStep step, Answers answers, Instant now) {
    if (!step.mayFire(step.group().state())) {
      return done(
          StepResult.notNeeded(step, EscalationReasons.answered(step, step.group().state())));
    }
    return switch (decide(step, now)) {
      case End end -> done(StepResult.notNeeded(step, EscalationReasons.ended(step, end.why())));
      case Fire fire ->
          diverted(tenant, step, fire, answers, now)
              .chain(outcome -> send(tenant, step, fire.position(), outcome, answers))
              .map(
                  handed ->
                      result(step, fire.position(), fire.why(), handed, now)
                          .withTicket(fire.step().ticketProvider())
                          .withWoken(woken(handed, answers, now)));
      case Fallback fallback ->
          send(
                  tenant,
                  step,
                  fallback.position(),
                  Diversion.Outcome.same(List.of(Paging.channel(fallback.channel()))),
                  answers)
              .map(handed -> result(step, fallback.position(), fallback.why(), handed, now));
    };
  }

  /** Whom the step pages, and who rests. */
  private Uni<Diversion.Outcome> diverted(
      UUID tenant, DueStep step, Fire fire, Answers answers, Instant now) {
    String severity = severity(step);
    List<PageDecision> decisions = Paging.decide(fire.step(), answers, severity, step.namedBy());
    Set<UUID> asks =
        step.mayBeDiverted(fire.position())
            ? Diversion.asks(fire.step(), answers, severity)
            : Set.of();
    return asks.isEmpty()
        ? Uni.createFrom().item(Diversion.Outcome.same(decisions))
        : nightPages
            .last(tenant, asks)
            .map(
                last ->
                    Diversion.of(
                        decisions, fire.step(), step.afterFirst(), answers, last, severity, now));
  }

  /** Who was paged at night, where pages are diverted for it. */
  private static Set<UUID> woken(StepPages.Handed handed, Answers answers, Instant now) {
    return answers.rest().stream()
        .flatMap(rule -> handed.pages().stream().filter(page -> rule.isNight(now, page.timeZone())))
        .flatMap(page -> page.user().stream())
        .collect(Collectors.toSet());
  }

  /**
   * Pages the policy's fallback in place of people whom nobody can name; fails like {@link #fire}.
   */
  Uni<Instead> pageInstead(UUID tenant, DueStep step, Instant now) {
    Reason why = EscalationReasons.identityUnreachable(step, config.identityPatience(), now);
    var fallback = step.policy().isPresent() ? step.policy().get().fallback() : step.spare();
    if (fallback.isEmpty()) {
      return Uni.createFrom().item(new Instead(List.of(why, EscalationReasons.noFallback(step))));
    }
    Page page = Paging.channel(fallback.get());
    return pager
        .send(
            page,
            wish(
                tenant,
                step,
                step.planned(),
                page,
                Answers.NONE,
                Message.pagesOf(step.id()) + "instead"))
        .map(
            sent -> {
              List<Reason> reasons = new ArrayList<>(List.of(why));
              reasons.addAll(sent.reasons());
              return new Instead(reasons);
            });
  }

  /** The worst of what is open in the group, as the message shows it first. */
  private static String severity(DueStep step) {
    return step.group().alerts().isEmpty()
        ? ""
        : step.group().alerts().getFirst().severity().name().toLowerCase(Locale.ROOT);
  }

  private Decision decide(DueStep step, Instant now) {
    return switch (Escalation.due(step.planned(), step.before(config.roundPause()), now)) {
      case Fire fire when fire.position().equals(step.planned()) ->
          new Fire(fire.position(), fire.step(), fire.at(), step.why());
      case Fallback fallback when fallback.position().equals(step.planned()) ->
          new Fallback(fallback.position(), fallback.channel(), fallback.at(), step.why());
      case Decision other -> other;
    };
  }

  private Uni<StepPages.Handed> send(
      UUID tenant, DueStep step, Position position, Diversion.Outcome outcome, Answers answers) {
    Failpoint.hit("step.before_send");
    return new StepPages(
            pager, page -> wish(tenant, step, position, page, answers, key(step, page)))
        .send(outcome)
        .invoke(() -> Failpoint.hit("step.after_send"));
  }

  private StepResult result(
      DueStep step, Position position, String why, StepPages.Handed handed, Instant now) {
    boolean reached = handed.reached();
    List<Reason> reasons = new ArrayList<>();
    reasons.add(EscalationReasons.escalated(step, position, why));
    reasons.addAll(handed.reasons());
    if (!reached) {
      reasons.add(EscalationReasons.nobodyReachable(step, position));
    }
    if (step.group().state() != AlertState.OPEN) {
      return new StepResult(
          step, true, position, reached, reasons, Optional.empty(), Optional.empty(), Set.of());
    }
    Decision next = Escalation.next(step.after(position, now, reached, config.roundPause()), now);
    if (next instanceof End end) {
      boolean vain = position.isFallback() && !reached;
      reasons.add(EscalationReasons.ended(step, vain ? "fallback_not_reached" : end.why()));
    }
    return new StepResult(
        step, true, position, reached, reasons, Planned.of(next), Optional.empty(), Set.of());
  }

  private Pager.Wish wish(
      UUID tenant, DueStep step, Position position, Page page, Answers answers, String key) {
    MessageContext context =
        MessageContext.of("page", tenant, step.group(), publicUrl)
            .reason(withName(page.because(), step, answers));
    if (step.namedBy().isEmpty()) {
      context.policy(
          step.policyName(), position.order() + 1, position.round() + 1, position.round() > 0);
    }
    page.user().ifPresent(user -> context.user(user, page.name(), page.timeZone()));
    return new Pager.Wish(tenant, key, step.group().id(), step.template(), context.toMap());
  }

  /** The user who named the people of a step; nobody when it is none that may have a name. */
  private static Set<UUID> namer(DueStep step) {
    try {
      return step.namedBy()
          .filter(by -> by.kind().equals("user"))
          .map(by -> Set.of(UUID.fromString(by.id())))
          .orElse(Set.of());
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
  }

  /** A message tells a name where the timeline keeps an id. */
  private static String withName(String because, DueStep step, Answers answers) {
    String told = because;
    for (UUID user : namer(step)) {
      Person person = answers.people().get(user);
      told = told.replace("user " + user, person == null ? "somebody" : person.name());
    }
    return told;
  }

  /** The same for every attempt of the step, so that nobody is paged twice by it. */
  private static String key(DueStep step, Page page) {
    return Message.pagesOf(step.id()) + HexFormat.of().formatHex(Ids.sha256(page.key()), 0, 12);
  }

  private static Uni<StepResult> done(StepResult result) {
    return Uni.createFrom().item(result);
  }
}
