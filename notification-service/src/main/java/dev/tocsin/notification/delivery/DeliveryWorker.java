package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.JobHandler;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.usage.UsageCounters;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Delivers one claimed row, in this order: load and decide; record the attempt; render; call the
 * provider; record what came of it. The first two are done already for a row that was inserted with
 * its attempt ({@link FirstAttempts}). Every step may be the last of this process: the next claim
 * goes on from what is recorded.
 */
@Singleton
class DeliveryWorker implements JobHandler {

  private final Database db;
  private final DeliveryPlanner planner;
  private final ProviderCalls providers;
  private final DeliveryOutcomes outcomes;
  private final ChannelGates gates;
  private final ChannelRates rates;
  private final FirstAttempts first;
  private final UsageCounters usage;

  DeliveryWorker(
      @ServiceDatabase("notification") Database db,
      DeliveryPlanner planner,
      ProviderCalls providers,
      DeliveryOutcomes outcomes,
      ChannelGates gates,
      ChannelRates rates,
      FirstAttempts first,
      UsageCounters usage) {
    this.usage = usage;
    this.db = db;
    this.planner = planner;
    this.providers = providers;
    this.outcomes = outcomes;
    this.gates = gates;
    this.rates = rates;
    this.first = first;
  }

  @Override
  public Uni<Outcome> handle(Job job) {
    Optional<Plan> begun = first.take(job);
    if (begun.isPresent()) {
      return ended(run(begun.get()), begun.get().pass());
    }
    Failpoint.hit("delivery.after_claim");
    GatePass pass = new GatePass(gates, rates);
    return ended(
        db.inTenantByKeys(job.tenant(), tx -> planner.plan(tx, job, pass, db.clock().now()))
            .chain(plan -> plan.isEmpty() ? Uni.createFrom().voidItem() : run(plan.get())),
        pass);
  }

  private static Uni<Outcome> ended(Uni<Void> work, GatePass pass) {
    return work.onTermination().invoke(() -> pass.leave()).replaceWith(new Outcome.Handled());
  }

  private Uni<Void> run(Plan plan) {
    Failpoint.hit("delivery.attempt_recorded");
    return switch (plan.step()) {
      case NextStep.Send send -> send(plan, send.repeat());
      case NextStep.Revise revise -> revise(plan, revise.sent());
      default -> lookUp(plan);
    };
  }

  private Uni<Void> send(Plan plan, boolean repeat) {
    QueuedDelivery delivery = plan.delivery();
    return providers
        .send(plan, repeat)
        .chain(
            result ->
                db.inTenantByKeys(
                        delivery.tenant(),
                        tx ->
                            outcomes
                                .attempted(tx, delivery, result, plan.pass().news())
                                .invoke(() -> Failpoint.hit("delivery.before_commit")))
                    .invoke(
                        sent ->
                            count(
                                delivery,
                                sent,
                                result instanceof SendResult.Sent taken ? taken.segments() : 0)))
        .replaceWithVoid();
  }

  /** Once for each delivery that was recorded as sent, after the commit. */
  private void count(QueuedDelivery delivery, boolean sent, int segments) {
    if (sent) {
      usage.add(delivery.tenant(), UsageCounters.SENT + delivery.kind(), 1);
      usage.add(delivery.tenant(), UsageCounters.SMS_SEGMENTS, segments);
    }
  }

  private Uni<Void> revise(Plan plan, QueuedDelivery.Original sent) {
    QueuedDelivery delivery = plan.delivery();
    return providers
        .revise(plan, sent)
        .chain(
            result ->
                db.inTenantByKeys(
                    delivery.tenant(),
                    tx -> outcomes.revised(tx, delivery, sent, result, plan.pass().news())));
  }

  /** What is found counts as sent; what is not is sent again, with a mark. */
  private Uni<Void> lookUp(Plan plan) {
    QueuedDelivery delivery = plan.delivery();
    return providers
        .lookUp(plan)
        .chain(
            found ->
                found instanceof LookUp.Found there
                    ? db.inTenantByKeys(
                            delivery.tenant(), tx -> outcomes.found(tx, delivery, there.message()))
                        .invoke(sent -> count(delivery, sent, 0))
                        .replaceWithVoid()
                    : repeat(plan));
  }

  private Uni<Void> repeat(Plan plan) {
    QueuedDelivery delivery = plan.delivery();
    return db.inTenantByKeys(delivery.tenant(), tx -> outcomes.repeat(tx, delivery))
        .chain(
            goesOn -> {
              if (!goesOn) {
                return Uni.createFrom().voidItem();
              }
              Failpoint.hit("delivery.attempt_recorded");
              return send(plan, true);
            });
  }
}
