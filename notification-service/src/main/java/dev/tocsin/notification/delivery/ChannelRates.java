package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.UsualRates;
import dev.tocsin.platform.limit.Bucket;
import dev.tocsin.platform.limit.Grant;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.RateLimits;
import dev.tocsin.platform.limit.RateLimits.Draw;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Holds each configured channel to its rate, all replicas together. What one round trip to Redis
 * brings is used up here: a few messages' worth for a fast channel, one for a slow one. What is not
 * used within a second is lost, so that nothing is saved up beyond the burst.
 *
 * <p>Where a burst has room for many, one message goes before Redis is asked: what it takes is owed
 * and asked for when it is on its way. So nobody who is paged waits for Redis, the rate on average
 * stays what it is, and replicas exceed a burst by one each at most.
 *
 * <p>Messages beyond the rate are told one after the other when their turn comes. Turns are given
 * by each replica for itself and kept in the rows alone; whether a message goes, Redis says when it
 * comes back. One that comes back to nothing, because of another replica's, waits with others like
 * it and not behind everybody.
 */
@Singleton
class ChannelRates {

  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(10);

  /**
   * After so long one looks again even if its turn is later: those before it may be gone, or the
   * rate another.
   */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final int AT_ONCE_MOST = 50;

  /** The smallest burst of which one message too many is nothing that a provider minds. */
  private static final int ROOMY_BURST = 10;

  /** A page is with its provider by then. */
  private static final Duration OWED_FOR = Duration.ofMillis(20);

  private static final int MOST_KEPT = 10_000;

  /** What is at hand for one channel, as long as its rate is this. */
  private static final class Stock {
    private final Rate rate;
    private final Duration interval;

    /** Below 0 for a message that went before Redis was asked. */
    private int tokens;

    private Instant until = Instant.MIN;

    /** The last asking brought all that was asked for. */
    private boolean plenty = true;

    /** Before then there is none to be had. */
    private Instant emptyUntil = Instant.MIN;

    /** The last turn given to one that came. */
    private Instant turn = Instant.MIN;

    /** The last given to one that came back. */
    private Instant nextTry = Instant.MIN;

    Stock(Rate rate) {
      this.rate = rate;
      this.interval = Duration.ofNanos((long) (1_000_000_000 / rate.perSecond()));
    }

    boolean isQueued(Instant now) {
      return turn.isAfter(now) || nextTry.isAfter(now);
    }

    boolean isEmpty(Instant now) {
      return now.isBefore(emptyUntil);
    }

    /** May one go that nothing is at hand for? */
    boolean mayOwe(Instant now) {
      return tokens == 0 && plenty && rate.burst() >= ROOMY_BURST && !isQueued(now);
    }

    /** The first turn that is free after the last one, when there may be something. */
    Instant after(Instant last, Instant now) {
      if (last.isAfter(now)) {
        return last.plus(interval);
      }
      Instant first = emptyUntil.isAfter(now) ? emptyUntil : now.plus(interval);
      Instant soonest = now.plus(SOON);
      return first.isAfter(soonest) ? first : soonest;
    }
  }

  private final RateLimits limits;
  private final UsualRates usual;
  private final Vertx vertx;
  private final Set<UUID> owing = new HashSet<>();
  private final Map<UUID, Stock> stocks =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Stock> eldest) {
          return size() > MOST_KEPT;
        }
      };

  ChannelRates(RateLimits limits, UsualRates usual, Vertx vertx) {
    this.limits = limits;
    this.usual = usual;
    this.vertx = vertx;
  }

  /** What a channel lacks. */
  private record Missing(UUID channel, Draw draw) {}

  /**
   * Sees to it that so many messages of each channel may go, as far as their rates let them, in one
   * round trip. Never fails.
   */
  Uni<Void> fetch(Map<ConfiguredChannel, Integer> wanted, Instant now) {
    List<Missing> missing = new ArrayList<>();
    wanted.forEach(
        (channel, count) -> {
          Rate rate = usual.of(channel);
          int lacking = missing(channel.id(), count, rate, now);
          if (lacking > 0) {
            missing.add(new Missing(channel.id(), new Draw(bucket(channel.id(), rate), lacking)));
          }
        });
    return ask(missing, now);
  }

  private Uni<Void> ask(List<Missing> missing, Instant now) {
    if (missing.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return limits
        .takeUpTo(missing.stream().map(Missing::draw).toList())
        .invoke(
            grants -> {
              for (int i = 0; i < missing.size(); i++) {
                fetched(missing.get(i), grants.get(i), now);
              }
            })
        .replaceWithVoid();
  }

  /** Another rate counts anew: what was saved up, or owed, at the former is not comparable. */
  private static Bucket bucket(UUID channel, Rate rate) {
    return new Bucket(
        "notification:channel:" + channel + ":" + rate.perSecond() + ":" + rate.burst(), rate);
  }

  /** Whether messages of the channel wait for their turn: further ones go behind them. */
  synchronized boolean isQueued(ConfiguredChannel channel, Instant now) {
    return fresh(channel.id(), usual.of(channel), now).isQueued(now);
  }

  private synchronized int missing(UUID channel, int wanted, Rate rate, Instant now) {
    Stock stock = fresh(channel, rate, now);
    boolean enough = wanted <= stock.tokens || (wanted == 1 && stock.mayOwe(now));
    return enough || stock.isEmpty(now) ? 0 : lacking(stock, wanted);
  }

  private static int lacking(Stock stock, int wanted) {
    int ahead = Math.clamp((int) (stock.rate.perSecond() / 50), 1, AT_ONCE_MOST);
    return Math.max(wanted - stock.tokens, ahead);
  }

  private synchronized void fetched(Missing missing, Grant grant, Instant now) {
    Stock stock = stocks.get(missing.channel());
    if (stock == null || !stock.rate.equals(missing.draw().bucket().rate())) {
      return;
    }
    stock.tokens += grant.taken();
    stock.plenty = grant.taken() == missing.draw().most();
    stock.until = now.plus(KEPT);
    stock.emptyUntil = grant.taken() == 0 ? now.plus(grant.pause()) : Instant.MIN;
  }

  /**
   * Lets one message go, or tells how long it waits and why.
   *
   * @param back whether it was held and comes back at its turn; another waits behind those held
   */
  synchronized Optional<Hold> take(ConfiguredChannel channel, boolean back, Instant now) {
    Rate rate = usual.of(channel);
    Stock stock = fresh(channel.id(), rate, now);
    if (stock.tokens > 0 && (back || !stock.isQueued(now))) {
      stock.tokens--;
      return Optional.empty();
    }
    if (stock.mayOwe(now)) {
      stock.tokens--;
      owe(channel.id(), now);
      return Optional.empty();
    }
    Instant turn;
    if (back) {
      turn = stock.after(stock.nextTry, now);
      stock.nextTry = turn;
    } else {
      turn = stock.after(stock.turn, now);
      stock.turn = turn;
    }
    return Optional.of(new Hold(bounded(Duration.between(now, turn)), words(rate)));
  }

  private void owe(UUID channel, Instant now) {
    if (owing.isEmpty()) {
      vertx.setTimer(OWED_FOR.toMillis(), _ -> settle(now).subscribe().with(_ -> {}, _ -> {}));
    }
    owing.add(channel);
  }

  /** Asks for what is owed. Where there is none it stays so, and is asked for with the next. */
  Uni<Void> settle(Instant now) {
    List<Missing> missing = new ArrayList<>();
    synchronized (this) {
      for (UUID channel : owing) {
        Stock stock = stocks.get(channel);
        if (stock != null && stock.tokens < 0) {
          missing.add(
              new Missing(channel, new Draw(bucket(channel, stock.rate), lacking(stock, 0))));
        }
      }
      owing.clear();
    }
    return ask(missing, now);
  }

  /** Keeps the order of those that wait longer. */
  private static Duration bounded(Duration wait) {
    Duration beyond = wait.minus(LONGEST);
    return beyond.isNegative() ? wait : LONGEST.plus(beyond.dividedBy(1000));
  }

  /** One that was let go did not go. */
  synchronized void giveBack(UUID channel) {
    Stock stock = stocks.get(channel);
    if (stock != null) {
      stock.tokens++;
    }
  }

  private Stock fresh(UUID channel, Rate rate, Instant now) {
    Stock stock = stocks.get(channel);
    if (stock == null || !stock.rate.equals(rate)) {
      stock = new Stock(rate);
      stocks.put(channel, stock);
    }
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
