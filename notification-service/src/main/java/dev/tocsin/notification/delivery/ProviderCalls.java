package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.receipt.BlockedAddresses;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Composes messages and calls providers. Every call ends in time, and none fails. */
@Singleton
class ProviderCalls {

  private static final Logger LOG = Logger.getLogger(ProviderCalls.class);
  private static final AttributeKey<String> CHANNEL_KIND =
      AttributeKey.stringKey("tocsin.channel_kind");
  private static final AttributeKey<String> DELIVERY = AttributeKey.stringKey("tocsin.delivery_id");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("tocsin.result");

  private final Database db;
  private final BlockedAddresses blocked;
  private final Channels adapters;
  private final Composer composer;
  private final DeliveryConfig config;
  private final TocsinClock clock;
  private final Tracing tracing;

  ProviderCalls(
      @ServiceDatabase("notification") Database db,
      BlockedAddresses blocked,
      Channels adapters,
      Composer composer,
      DeliveryConfig config,
      TocsinClock clock,
      Tracing tracing) {
    this.db = db;
    this.blocked = blocked;
    this.adapters = adapters;
    this.composer = composer;
    this.config = config;
    this.clock = clock;
    this.tracing = tracing;
  }

  /** Hands the message over; {@code repeat} marks it. */
  Uni<SendResult> send(Plan plan, boolean repeat) {
    Channel adapter = adapters.get(plan.delivery().kind());
    return composed(
        plan,
        repeat,
        plan.knownPlace(),
        "send",
        message ->
            checked(plan, adapter, message).chain(m -> adapter.send(m, plan.channel().settings())));
  }

  /** Says whether the address is proven, where the channel would doubt it. */
  private Uni<Message> checked(Plan plan, Channel adapter, Message message) {
    if (!adapter.doubtsAddresses(plan.channel().settings())) {
      return Uni.createFrom().item(message);
    }
    QueuedDelivery delivery = plan.delivery();
    return db.inTenantByKeys(
            delivery.tenant(),
            tx ->
                blocked.isProven(
                    tx,
                    delivery.tenant(),
                    plan.channel().id(),
                    delivery.addressHash(),
                    clock.now()))
        .map(proven -> proven ? message.toProven() : message)
        .onFailure()
        .recoverWithItem(message);
  }

  /** Changes the message that was sent. */
  Uni<SendResult> revise(Plan plan, QueuedDelivery.Original sent) {
    Channel adapter = adapters.get(plan.delivery().kind());
    return composed(
        plan,
        false,
        sent.place(),
        "revise",
        message -> adapter.revise(message, Composer.reference(sent), plan.channel().settings()));
  }

  private Uni<SendResult> composed(
      Plan plan,
      boolean repeat,
      String place,
      String what,
      Function<Message, Uni<SendResult>> call) {
    QueuedDelivery delivery = plan.delivery();
    Channel adapter = adapters.get(delivery.kind());
    return bounded(
        plan,
        plan.early()
            .map(EarlyMessage::get)
            .orElseGet(
                () ->
                    composer.compose(
                        adapter, plan.channel(), delivery, plan.template(), repeat, place))
            .chain(
                message ->
                    message.isEmpty()
                        ? Uni.createFrom().item(Composer.UNUSABLE)
                        : traced(delivery, what, () -> call.apply(message.get()))));
  }

  /** Asks whether the attempt of unknown outcome arrived. */
  Uni<LookUp> lookUp(Plan plan) {
    return adapters
        .get(plan.delivery().kind())
        .lookUp(Composer.bare(plan.delivery(), plan.knownPlace()), plan.channel().settings())
        .ifNoItem()
        .after(config.lease().dividedBy(4))
        .recoverWithItem(new LookUp.Unclear("The provider did not answer in time"));
  }

  /** A span for what the provider is asked to do, whatever protocol it speaks. */
  private Uni<SendResult> traced(
      QueuedDelivery delivery, String what, Supplier<Uni<SendResult>> call) {
    return tracing.request(
        what + " " + delivery.kind(),
        Attributes.of(CHANNEL_KIND, delivery.kind(), DELIVERY, delivery.id().toString()),
        result -> Attributes.of(RESULT, result.getClass().getSimpleName()),
        call);
  }

  /** Bounds the call by the lease and keeps the gate's count. */
  private Uni<SendResult> bounded(Plan plan, Uni<SendResult> call) {
    return call.ifNoItem()
        .after(config.lease().dividedBy(2))
        .recoverWithItem(new SendResult.Unknown("The provider did not answer in time"))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.errorf(
                  failure, "delivery=%s the channel failed unexpectedly", plan.delivery().id());
              return new SendResult.Unknown(
                  "Tocsin failed while sending: " + failure.getClass().getSimpleName());
            })
        .invoke(result -> plan.pass().leave(result, clock.now()))
        .invoke(() -> Failpoint.hit("delivery.after_send"));
  }
}
