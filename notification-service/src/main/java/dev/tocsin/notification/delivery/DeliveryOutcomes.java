package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.ChannelHealthStore;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.receipt.BlockedAddresses;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Writes down how deliveries go on. */
@Singleton
class DeliveryOutcomes {

  private static final Logger LOG = Logger.getLogger(DeliveryOutcomes.class);

  private final DeliveryStore store;
  private final DeliveryConfig config;
  private final DeliveryQueues queues;
  private final DeliveryMetrics metrics;
  private final BlockedAddresses blocked;
  private final ChannelHealthStore health;
  private final TocsinClock clock;

  DeliveryOutcomes(
      DeliveryStore store,
      DeliveryConfig config,
      DeliveryQueues queues,
      DeliveryMetrics metrics,
      BlockedAddresses blocked,
      ChannelHealthStore health,
      TocsinClock clock) {
    this.metrics = metrics;
    this.blocked = blocked;
    this.health = health;
    this.store = store;
    this.config = config;
    this.queues = queues;
    this.clock = clock;
  }

  /** Attempts after which a delivery is dead. */
  int maxAttempts() {
    return config.maxAttempts();
  }

  /** After an attempt to send; whether it is recorded as sent. */
  Uni<Boolean> attempted(
      SqlConnection tx, QueuedDelivery delivery, SendResult result, ChannelGates.News news) {
    Instant now = clock.now();
    int tries = delivery.tries() + 1;
    Verdict verdict = Verdict.of(result, tries, config, ThreadLocalRandom.current().nextDouble());
    Uni<Boolean> written =
        switch (verdict) {
          case Verdict.Sent sent ->
              store.sent(tx, delivery, sent.message(), DeliveryEvents.SENT, now);
          case Verdict.Again again -> again(tx, delivery, again, now);
          case Verdict.OutcomeUnknown unknown ->
              later(
                  delivery,
                  unknown.pause(),
                  store.again(
                      tx,
                      delivery,
                      true,
                      DeliveryEvents.OUTCOME_UNKNOWN,
                      unknown.reason(),
                      unknown.pause(),
                      now));
          case Verdict.Dead dead ->
              store
                  .end(tx, delivery, "dead", DeliveryEvents.DEAD, dead.reason(), now)
                  .call(() -> remember(tx, delivery, result, now));
        };
    return written
        .invoke(mine -> log(delivery, verdict, mine))
        .invoke(mine -> time(delivery, verdict, mine, now))
        .call(() -> note(tx, delivery, news, now))
        .map(mine -> mine && verdict instanceof Verdict.Sent);
  }

  private void time(QueuedDelivery delivery, Verdict verdict, boolean mine, Instant now) {
    if (mine && verdict instanceof Verdict.Sent && delivery.event() == EventKind.PAGE) {
      metrics.paged(delivery.kind(), Duration.between(delivery.createdAt(), now));
    }
  }

  /** What the attempt changed about its channel is shown with it. */
  private Uni<Void> note(
      SqlConnection tx, QueuedDelivery delivery, ChannelGates.News news, Instant now) {
    return switch (news) {
      case ChannelGates.News.None none -> Uni.createFrom().voidItem();
      case ChannelGates.News.Works works ->
          health.works(tx, delivery.tenant(), delivery.channelId());
      case ChannelGates.News.Fails fails -> {
        if (fails.opened()) {
          metrics.paused(delivery.kind());
          LOG.warnf(
              "tenant=%s channel=%s kind=%s %s",
              delivery.tenant(), delivery.channelId(), delivery.kind(), fails.health().reason());
        }
        yield health.failed(tx, delivery.tenant(), delivery.channelId(), fails.health(), now);
      }
    };
  }

  /** An address that the provider refused for good is not tried blindly again. */
  private Uni<Void> remember(
      SqlConnection tx, QueuedDelivery delivery, SendResult result, Instant now) {
    return result instanceof SendResult.Refused no && no.fault() != AddressFault.NONE
        ? blocked.block(
            tx,
            delivery.tenant(),
            delivery.channelId(),
            delivery.addressHash(),
            no.fault(),
            no.reason(),
            now)
        : Uni.createFrom().voidItem();
  }

  /**
   * After an attempt to change a message in place: repeating it does no harm, so nothing is ever
   * looked up.
   */
  Uni<Void> revised(
      SqlConnection tx,
      QueuedDelivery delivery,
      QueuedDelivery.Original original,
      SendResult result,
      ChannelGates.News news) {
    Instant now = clock.now();
    SendResult known =
        result instanceof SendResult.Unknown u ? new SendResult.TryAgain(u.reason(), null) : result;
    Verdict verdict =
        Verdict.of(known, delivery.tries() + 1, config, ThreadLocalRandom.current().nextDouble());
    Uni<Boolean> written =
        switch (verdict) {
          case Verdict.Sent sent ->
              store
                  .sent(tx, delivery, sent.message(), DeliveryEvents.SENT, now)
                  .call(
                      mine ->
                          mine
                              ? store.shown(tx, delivery, original, now)
                              : Uni.createFrom().voidItem());
          case Verdict.Again again -> again(tx, delivery, again, now);
          case Verdict.OutcomeUnknown unknown ->
              throw new IllegalStateException("Revisions have no unknown outcome");
          case Verdict.Dead dead ->
              store.end(tx, delivery, "dead", DeliveryEvents.DEAD, dead.reason(), now);
        };
    return written
        .invoke(mine -> log(delivery, verdict, mine))
        .chain(() -> note(tx, delivery, news, now));
  }

  /** The attempt of unknown outcome did arrive; whether it is recorded as sent. */
  Uni<Boolean> found(SqlConnection tx, QueuedDelivery delivery, ProviderMessage message) {
    return store.sent(tx, delivery, message, DeliveryEvents.FOUND_SENT, clock.now());
  }

  /**
   * The attempt of unknown outcome was not found: begins another, unless nobody needs it or it was
   * the last.
   */
  Uni<Boolean> repeat(SqlConnection tx, QueuedDelivery delivery) {
    if (delivery.cancelRequested()) {
      return cancel(tx, delivery, "Somebody answered first").replaceWith(false);
    }
    if (delivery.tries() >= config.maxAttempts()) {
      return giveUp(
              tx,
              delivery,
              "Given up after "
                  + delivery.tries()
                  + " attempts: whether the last arrived is unknown")
          .replaceWith(false);
    }
    return store.begin(tx, delivery, true, clock.now());
  }

  Uni<Void> cancel(SqlConnection tx, QueuedDelivery delivery, String reason) {
    return store
        .end(tx, delivery, "cancelled", DeliveryEvents.CANCELLED, reason, clock.now())
        .replaceWithVoid();
  }

  Uni<Void> giveUp(SqlConnection tx, QueuedDelivery delivery, String reason) {
    return store
        .end(tx, delivery, "dead", DeliveryEvents.DEAD, reason, clock.now())
        .replaceWithVoid();
  }

  Uni<Void> defer(SqlConnection tx, QueuedDelivery delivery, Duration wait) {
    return later(delivery, wait, store.defer(tx, delivery, clock.now().plus(wait)))
        .replaceWithVoid();
  }

  /** It may not go yet; the reason is told once. */
  Uni<Void> hold(SqlConnection tx, QueuedDelivery delivery, Hold hold) {
    if (hold.why().isEmpty()) {
      return defer(tx, delivery, hold.time());
    }
    metrics.held(delivery.kind());
    Instant now = clock.now();
    return later(delivery, hold.time(), store.hold(tx, delivery, now.plus(hold.time()), hold, now))
        .replaceWithVoid();
  }

  private Uni<Boolean> again(
      SqlConnection tx, QueuedDelivery delivery, Verdict.Again again, Instant now) {
    return later(
        delivery,
        again.pause(),
        store.again(
            tx, delivery, false, DeliveryEvents.FAILED, again.reason(), again.pause(), now));
  }

  private Uni<Boolean> later(QueuedDelivery delivery, Duration wait, Uni<Boolean> written) {
    return written.invoke(() -> queues.wakeAt(delivery.kind(), clock.now().plus(wait)));
  }

  private void log(QueuedDelivery delivery, Verdict verdict, boolean mine) {
    metrics.attempted(delivery.kind(), verdict);
    String line = "tenant=%s delivery=%s channel=%s group=%s attempt=%d %s%s";
    LOG.infof(
        line,
        delivery.tenant(),
        delivery.id(),
        delivery.kind(),
        delivery.group(),
        delivery.tries() + 1,
        verdict,
        mine ? "" : " (another worker holds it: not recorded)");
  }
}
