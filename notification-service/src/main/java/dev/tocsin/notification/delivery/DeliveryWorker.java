package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.template.TemplateStore;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.JobHandler;
import dev.tocsin.platform.queue.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Delivers one claimed row, in this order: load and decide; record the attempt; render; call the
 * provider; record what came of it. Every step may be the last of this process: the next claim goes
 * on from what is recorded.
 */
@ApplicationScoped
class DeliveryWorker implements JobHandler {

  private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

  /**
   * What the first transaction found and decided; {@code step} is empty when nothing is left to do.
   */
  private record Plan(
      QueuedDelivery delivery,
      ConfiguredChannel channel,
      Optional<Map<String, String>> template,
      NextStep step,
      GatePass pass) {}

  private final Database db;
  private final DeliveryStore store;
  private final ChannelStore channels;
  private final TemplateStore templates;
  private final DeliveryOutcomes outcomes;
  private final Channels adapters;
  private final Composer composer;
  private final ChannelGates gates;
  private final DeliveryConfig config;

  DeliveryWorker(
      @ServiceDatabase("notification") Database db,
      DeliveryStore store,
      ChannelStore channels,
      TemplateStore templates,
      DeliveryOutcomes outcomes,
      Channels adapters,
      Composer composer,
      ChannelGates gates,
      DeliveryConfig config) {
    this.db = db;
    this.store = store;
    this.channels = channels;
    this.templates = templates;
    this.outcomes = outcomes;
    this.adapters = adapters;
    this.composer = composer;
    this.gates = gates;
    this.config = config;
  }

  @Override
  public Uni<Outcome> handle(Job job) {
    Failpoint.hit("delivery.after_claim");
    GatePass pass = new GatePass(gates);
    return db.inTenant(job.tenant(), tx -> plan(tx, job, pass))
        .chain(plan -> plan.isEmpty() ? Uni.createFrom().voidItem() : run(plan.get()))
        .onTermination()
        .invoke(() -> pass.leave())
        .replaceWith(new Outcome.Handled());
  }

  private Uni<Optional<Plan>> plan(SqlConnection tx, Job job, GatePass pass) {
    return store
        .load(tx, job)
        .chain(
            found -> {
              if (found.isEmpty()) {
                return nothing();
              }
              QueuedDelivery delivery = found.get();
              return channels
                  .open(tx, delivery.tenant(), delivery.channelId())
                  .chain(channel -> decide(tx, delivery, channel, pass));
            });
  }

  private Uni<Optional<Plan>> decide(
      SqlConnection tx,
      QueuedDelivery delivery,
      Optional<ConfiguredChannel> channel,
      GatePass pass) {
    boolean inPlace = adapters.get(delivery.kind()).revisesInPlace();
    NextStep step = NextStep.of(delivery, channel, inPlace, config.maxAttempts());
    return switch (step) {
      case NextStep.Cancel cancel ->
          outcomes.cancel(tx, delivery, cancel.reason()).chain(this::nothing);
      case NextStep.GiveUp giveUp ->
          outcomes.giveUp(tx, delivery, giveUp.reason()).chain(this::nothing);
      case NextStep.Wait wait -> outcomes.defer(tx, delivery, wait.time()).chain(this::nothing);
      case NextStep.Send send -> begin(tx, delivery, channel.orElseThrow(), step, pass);
      case NextStep.LookUp lookUp -> begin(tx, delivery, channel.orElseThrow(), step, pass);
      case NextStep.Revise revise -> begin(tx, delivery, channel.orElseThrow(), step, pass);
    };
  }

  private Uni<Optional<Plan>> begin(
      SqlConnection tx,
      QueuedDelivery delivery,
      ConfiguredChannel channel,
      NextStep step,
      GatePass pass) {
    Optional<Duration> busy = pass.enter(channel.id(), db.clock().now());
    if (busy.isPresent()) {
      return outcomes.defer(tx, delivery, busy.get()).chain(this::nothing);
    }
    Uni<Boolean> recorded =
        switch (step) {
          case NextStep.Send send -> store.begin(tx, delivery, send.repeat(), db.clock().now());
          case NextStep.Revise revise -> store.beginRevision(tx, delivery);
          default -> Uni.createFrom().item(true);
        };
    return recorded
        .chain(
            mine ->
                templates.choose(
                    tx,
                    delivery.tenant(),
                    delivery.templateId(),
                    delivery.kind(),
                    delivery.event()))
        .map(template -> Optional.of(new Plan(delivery, channel, template, step, pass)));
  }

  private Uni<Void> run(Plan plan) {
    Failpoint.hit("delivery.attempt_recorded");
    return switch (plan.step()) {
      case NextStep.Send send -> send(plan, send.repeat(), "");
      case NextStep.Revise revise -> revise(plan, revise.sent());
      default -> lookUp(plan);
    };
  }

  private Uni<Void> send(Plan plan, boolean repeat, String knownPlace) {
    QueuedDelivery delivery = plan.delivery();
    Channel adapter = adapters.get(delivery.kind());
    return composer
        .compose(adapter, delivery, plan.template(), repeat, knownPlace)
        .chain(
            message ->
                message.isEmpty()
                    ? Uni.createFrom().item(Composer.UNUSABLE)
                    : adapter.send(message.get(), plan.channel().settings()))
        .plug(calls -> through(plan, calls))
        .chain(result -> settle(delivery, result));
  }

  private Uni<Void> revise(Plan plan, QueuedDelivery.Original sent) {
    QueuedDelivery delivery = plan.delivery();
    Channel adapter = adapters.get(delivery.kind());
    return composer
        .compose(adapter, delivery, plan.template(), false, sent.place())
        .chain(
            message ->
                message.isEmpty()
                    ? Uni.createFrom().item(Composer.UNUSABLE)
                    : adapter.revise(
                        message.get(), Composer.reference(sent), plan.channel().settings()))
        .plug(calls -> through(plan, calls))
        .chain(
            result ->
                db.inTenant(delivery.tenant(), tx -> outcomes.revised(tx, delivery, sent, result)));
  }

  /**
   * Asks the provider about the attempt of unknown outcome; what was not found is sent again, with
   * a mark.
   */
  private Uni<Void> lookUp(Plan plan) {
    QueuedDelivery delivery = plan.delivery();
    Channel adapter = adapters.get(delivery.kind());
    return db.inTenant(delivery.tenant(), tx -> store.knownPlace(tx, delivery))
        .chain(
            place ->
                adapter
                    .lookUp(Composer.bare(delivery, place), plan.channel().settings())
                    .chain(
                        found -> {
                          if (found instanceof LookUp.Found there) {
                            return db.inTenant(
                                delivery.tenant(),
                                tx -> outcomes.found(tx, delivery, there.message()));
                          }
                          return repeat(plan, place);
                        }));
  }

  private Uni<Void> repeat(Plan plan, String place) {
    QueuedDelivery delivery = plan.delivery();
    return db.inTenant(delivery.tenant(), tx -> outcomes.repeat(tx, delivery))
        .chain(
            goesOn -> {
              if (!goesOn) {
                return Uni.createFrom().voidItem();
              }
              Failpoint.hit("delivery.attempt_recorded");
              return send(plan, true, place);
            });
  }

  /** Bounds the call by the lease and keeps the gate's count. */
  private Uni<SendResult> through(Plan plan, Uni<SendResult> calls) {
    return calls
        .ifNoItem()
        .after(config.lease().multipliedBy(7).dividedBy(10))
        .recoverWithItem(new SendResult.Unknown("The provider did not answer in time"))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.errorf(
                  failure, "delivery=%s the channel failed unexpectedly", plan.delivery().id());
              return new SendResult.Unknown(
                  "Tocsin failed while sending: " + failure.getClass().getSimpleName());
            })
        .invoke(result -> plan.pass().leave(result, db.clock().now()))
        .invoke(() -> Failpoint.hit("delivery.after_send"));
  }

  private Uni<Void> settle(QueuedDelivery delivery, SendResult result) {
    return db.inTenant(
        delivery.tenant(),
        tx ->
            outcomes
                .attempted(tx, delivery, result)
                .invoke(() -> Failpoint.hit("delivery.before_commit")));
  }

  private Uni<Optional<Plan>> nothing() {
    return Uni.createFrom().item(Optional.empty());
  }
}
