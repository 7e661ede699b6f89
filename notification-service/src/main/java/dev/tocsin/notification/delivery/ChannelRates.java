package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.UsualRates;
import dev.tocsin.platform.limit.Bucket;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds each configured channel to its rate, all replicas together. What one round trip to Redis
 * brings is used up here: a few messages' worth for a fast channel, one for a slow one. What is not
 * used within a second is lost, so that nothing is saved up beyond the burst.
 */
@ApplicationScoped
class ChannelRates {

  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int AT_ONCE_MOST = 50;
  private static final int MOST_KEPT = 10_000;

  /** What is at hand for one channel. */
  private static final class Stock {
    private int tokens;
    private Instant until = Instant.MIN;

    /** Before then there is none to be had. */
    private Instant emptyUntil = Instant.MIN;

    /** Who was sent away and may be back soon. */
    private int waiting;
  }

  private final RateLimits limits;
  private final UsualRates usual;
  private final Map<UUID, Stock> stocks =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Stock> eldest) {
          return size() > MOST_KEPT;
        }
      };

  ChannelRates(RateLimits limits, UsualRates usual) {
    this.limits = limits;
    this.usual = usual;
  }

  /** Sees to it that so many messages may go, as far as the rate lets them. Never fails. */
  Uni<Void> fetch(ConfiguredChannel channel, int wanted, Instant now) {
    Rate rate = usual.of(channel);
    int missing = missing(channel.id(), wanted, rate, now);
    if (missing == 0) {
      return Uni.createFrom().voidItem();
    }
    return limits
        .takeUpTo(new Bucket("notification:channel:" + channel.id(), rate), missing)
        .invoke(grant -> fetched(channel.id(), grant.taken(), grant.pause(), now))
        .replaceWithVoid();
  }

  private synchronized int missing(UUID channel, int wanted, Rate rate, Instant now) {
    Stock stock = fresh(channel, now);
    if (wanted <= stock.tokens || now.isBefore(stock.emptyUntil)) {
      return 0;
    }
    int ahead = Math.clamp((int) (rate.perSecond() / 50), 1, AT_ONCE_MOST);
    return Math.max(wanted - stock.tokens, ahead);
  }

  private synchronized void fetched(UUID channel, int taken, Duration wait, Instant now) {
    Stock stock = fresh(channel, now);
    stock.tokens += taken;
    stock.until = now.plus(KEPT);
    stock.emptyUntil = taken == 0 ? now.plus(wait) : Instant.MIN;
  }

  /** Lets one message go, or tells how long it waits and why. */
  synchronized Optional<Hold> take(ConfiguredChannel channel, Instant now) {
    Stock stock = fresh(channel.id(), now);
    if (stock.tokens > 0) {
      stock.tokens--;
      stock.waiting = Math.max(0, stock.waiting - 1);
      return Optional.empty();
    }
    stock.waiting++;
    Rate rate = usual.of(channel);
    Duration next = now.isBefore(stock.emptyUntil) ? Duration.between(now, stock.emptyUntil) : SOON;
    Duration queue = SOON.plusMillis((long) (1000 * stock.waiting / rate.perSecond()));
    Duration bounded = queue.compareTo(LONGEST) > 0 ? LONGEST : queue;
    return Optional.of(new Hold(next.compareTo(bounded) > 0 ? next : bounded, words(rate)));
  }

  /** One that was let go did not go. */
  synchronized void giveBack(UUID channel) {
    Stock stock = stocks.get(channel);
    if (stock != null) {
      stock.tokens++;
    }
  }

  private Stock fresh(UUID channel, Instant now) {
    Stock stock = stocks.computeIfAbsent(channel, id -> new Stock());
    if (stock.tokens > 0 && now.isAfter(stock.until)) {
      stock.tokens = 0;
    }
    return stock;
  }

  private static String words(Rate rate) {
    double perSecond = rate.perSecond();
    String number =
        perSecond == Math.rint(perSecond)
            ? Long.toString((long) perSecond)
            : Double.toString(perSecond);
    return "The channel may be sent " + number + " a second and " + rate.burst() + " at once";
  }
}
