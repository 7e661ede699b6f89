package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.coverage.Prover.Question;
import dev.tocsin.alerting.escalation.EscalationConfig;
import dev.tocsin.alerting.paging.Outlooks;
import dev.tocsin.alerting.paging.Refusals;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.PolicyRows;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.alerting.routing.Conditions;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.routing.RouteRows;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Asks the neighbours once about a page of policies, and proves them off the event loop. */
@Singleton
class Coverages {

  /** A second of a worker, or two. */
  private static final int MOST_CHANGES = 200_000;

  private static final int MOST_UNDERWAY = 4;

  private final Database database;
  private final Outlooks outlooks;
  private final Refusals refusals;
  private final Conditions language;
  private final EscalationConfig config;
  private final AtomicInteger underway = new AtomicInteger();

  Coverages(
      @ServiceDatabase("alerting") Database database,
      Outlooks outlooks,
      Refusals refusals,
      Conditions language,
      EscalationConfig config) {
    this.database = database;
    this.outlooks = outlooks;
    this.refusals = refusals;
    this.language = language;
    this.config = config;
  }

  /**
   * What is asked.
   *
   * @param only one policy; empty for a page of all
   * @param after name of the last policy of the page before; empty for the first page
   */
  record Asked(
      Instant from,
      Instant until,
      Duration within,
      Optional<UUID> only,
      String after,
      int pageSize) {}

  /**
   * What came of it.
   *
   * @param more there are policies after these
   */
  record Answer(List<PolicyReport> reports, Ways ways, boolean more) {}

  private record Rules(List<Route> routes, PolicyRows.Policies policies) {}

  private record Page(List<Policy> policies, boolean more) {}

  /**
   * Proves a page of policies. Fails with {@link Exhausted} when others are being proved, with
   * {@link Invalid}, naming {@code days}, when there is too much to go through.
   */
  Uni<Answer> of(UUID tenant, Asked asked) {
    if (underway.incrementAndGet() > MOST_UNDERWAY) {
      underway.decrementAndGet();
      return Uni.createFrom()
          .failure(
              new Exhausted(
                  MOST_UNDERWAY + " questions about coverage are being answered already",
                  Duration.ofSeconds(2)));
    }
    return database
        .inTenant(
            tenant,
            tx ->
                RouteRows.all(tx)
                    .chain(routes -> PolicyRows.all(tx).map(all -> new Rules(routes, all))))
        .chain(rules -> of(tenant, asked, rules, page(asked, rules.policies())))
        .onTermination()
        .invoke(underway::decrementAndGet);
  }

  private static Page page(Asked asked, PolicyRows.Policies policies) {
    if (asked.only().isPresent()) {
      UUID id = asked.only().get();
      Policy only = policies.byId().get(id);
      if (only == null) {
        throw new NotFound("escalation policy", id);
      }
      return new Page(List.of(only), false);
    }
    List<Policy> rest =
        policies.byId().values().stream()
            .filter(policy -> policy.name().compareTo(asked.after()) > 0)
            .sorted(Comparator.comparing(Policy::name))
            .toList();
    return new Page(rest.stream().limit(asked.pageSize()).toList(), rest.size() > asked.pageSize());
  }

  private Uni<Answer> of(UUID tenant, Asked asked, Rules rules, Page page) {
    Set<Target> targets = new LinkedHashSet<>();
    Set<Target.Channel> channels = new LinkedHashSet<>();
    for (Policy policy : page.policies()) {
      policy.steps().forEach(step -> targets.addAll(step.targets()));
      policy.fallback().ifPresent(channels::add);
    }
    targets.stream()
        .flatMap(target -> target instanceof Target.Channel each ? Stream.of(each) : Stream.of())
        .forEach(channels::add);
    // Whoever is on call after the range may still be reached by an escalation that begins in it.
    Instant end = asked.until().plus(asked.within()).plusSeconds(1);
    return outlooks
        .of(tenant, targets, asked.from(), end)
        .onFailure(Invalid.class)
        .transform(failure -> tooMuch())
        .chain(
            outlook ->
                refusals
                    .of(tenant, outlook.people().values(), channels)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(
                        refused -> {
                          var question =
                              new Question(
                                  asked.from(), asked.until(), asked.within(), config.roundPause());
                          return prove(
                              new Prover(question, outlook, refused, MOST_CHANGES),
                              asked,
                              rules,
                              page);
                        }));
  }

  private Answer prove(Prover prover, Asked asked, Rules rules, Page page) {
    var ways = new Ways(rules.routes(), rules.policies().standard(), language);
    List<PolicyReport> reports = new ArrayList<>();
    try {
      for (Policy policy : page.policies()) {
        List<Ways.Way> own = ways.to(policy.id());
        reports.add(
            prover.of(
                policy,
                rules.policies().standard().filter(policy.id()::equals).isPresent(),
                own,
                !own.isEmpty() || asked.only().isPresent()));
      }
    } catch (Sweep.TooMany e) {
      throw tooMuch();
    }
    return new Answer(reports, ways, page.more());
  }

  private static Invalid tooMuch() {
    return Invalid.field(
        "days",
        "who is on call changes too often to be gone through at once: ask for fewer days, for one"
            + " policy, or for smaller pages");
  }
}
