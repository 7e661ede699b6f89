package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.template.Chosen;
import dev.tocsin.notification.template.TemplateStore;
import dev.tocsin.platform.queue.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Loads a claimed delivery, decides what to do, and records the attempt that begins: one
 * transaction.
 */
@Singleton
class DeliveryPlanner {

  private final DeliveryStore store;
  private final ChannelStore channels;
  private final TemplateStore templates;
  private final Channels adapters;
  private final DeliveryOutcomes outcomes;

  DeliveryPlanner(
      DeliveryStore store,
      ChannelStore channels,
      TemplateStore templates,
      Channels adapters,
      DeliveryOutcomes outcomes) {
    this.store = store;
    this.channels = channels;
    this.templates = templates;
    this.adapters = adapters;
    this.outcomes = outcomes;
  }

  /** What is left to do after the transaction; empty for nothing. */
  Uni<Optional<Plan>> plan(SqlConnection tx, Job job, GatePass pass, Instant now) {
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
                  .chain(channel -> decide(tx, delivery, channel, pass, now));
            });
  }

  private Uni<Optional<Plan>> decide(
      SqlConnection tx,
      QueuedDelivery delivery,
      Optional<ConfiguredChannel> channel,
      GatePass pass,
      Instant now) {
    boolean inPlace = adapters.get(delivery.kind()).revisesInPlace();
    NextStep step = NextStep.of(delivery, channel, inPlace, outcomes.maxAttempts());
    return switch (step) {
      case NextStep.Cancel cancel ->
          outcomes.cancel(tx, delivery, cancel.reason()).chain(this::nothing);
      case NextStep.GiveUp giveUp ->
          outcomes.giveUp(tx, delivery, giveUp.reason()).chain(this::nothing);
      case NextStep.Wait wait -> outcomes.defer(tx, delivery, wait.time()).chain(this::nothing);
      default -> begin(tx, delivery, channel.orElseThrow(), step, pass, now);
    };
  }

  private Uni<Optional<Plan>> begin(
      SqlConnection tx,
      QueuedDelivery delivery,
      ConfiguredChannel channel,
      NextStep step,
      GatePass pass,
      Instant now) {
    return pass.enter(channel, !delivery.held().isEmpty(), now)
        .chain(
            hold ->
                hold.isPresent()
                    ? outcomes.hold(tx, delivery, hold.get()).chain(this::nothing)
                    : enter(tx, delivery, channel, step, pass, now));
  }

  private Uni<Optional<Plan>> enter(
      SqlConnection tx,
      QueuedDelivery delivery,
      ConfiguredChannel channel,
      NextStep step,
      GatePass pass,
      Instant now) {
    Uni<String> begun =
        switch (step) {
          case NextStep.Send send -> store.begin(tx, delivery, send.repeat(), now).replaceWith("");
          case NextStep.Revise revise -> store.beginRevision(tx, delivery).replaceWith("");
          default -> store.knownPlace(tx, delivery);
        };
    return begun.chain(
        place ->
            templates
                .choose(
                    tx,
                    delivery.tenant(),
                    delivery.templateId(),
                    delivery.kind(),
                    delivery.event(),
                    delivery.locale())
                .map(template -> template.map(Chosen::parts))
                .map(
                    template ->
                        Optional.of(
                            new Plan(
                                delivery,
                                channel,
                                template,
                                step,
                                place,
                                pass,
                                Optional.empty()))));
  }

  private Uni<Optional<Plan>> nothing() {
    return Uni.createFrom().item(Optional.empty());
  }
}
