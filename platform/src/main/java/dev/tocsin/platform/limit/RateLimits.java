package dev.tocsin.platform.limit;

import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Token buckets, shared by all replicas through Redis. While Redis is away each replica counts for
 * itself: a limit is then held by each of them, never forgotten.
 */
@Singleton
public class RateLimits {

  private static final Logger LOG = Logger.getLogger(RateLimits.class);
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final String PREFIX = "tocsin:limit:";
  private static final String TAKE = script("take.lua");
  private static final String TAKE_UP_TO = script("take-up-to.lua");

  private final Redis redis;
  private final TocsinClock clock;
  private final LocalBuckets local = new LocalBuckets();
  private volatile Instant localUntil = Instant.MIN;

  RateLimits(Redis redis, TocsinClock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * Takes one from a bucket. Never fails.
   *
   * @return empty when there was one; else nothing was taken, and how long until there is
   */
  public Uni<Optional<Duration>> take(String bucket, Rate rate) {
    return take(List.of(new Bucket(bucket, rate)));
  }

  /** Takes one from every bucket, or from none. Never fails. */
  public Uni<Optional<Duration>> take(List<Bucket> buckets) {
    Instant now = clock.now();
    return shared(
        () ->
            redis
                .send(request(buckets, now))
                .map(answer -> pause(Long.parseLong(answer.toString()))),
        () -> local.take(buckets, now),
        now);
  }

  /**
   * What is wanted of a bucket.
   *
   * @param most at least 1
   */
  public record Draw(Bucket bucket, int most) {}

  /**
   * Takes as many from each bucket as there are, at most so many, all in one round trip. Never
   * fails.
   *
   * @return what came of each, in their order
   */
  public Uni<List<Grant>> takeUpTo(List<Draw> draws) {
    Instant now = clock.now();
    return shared(
        () ->
            redis
                .batch(draws.stream().map(draw -> request(draw, now)).toList())
                .map(answers -> answers.stream().map(answer -> grant(answer.toString())).toList()),
        () -> draws.stream().map(draw -> local.takeUpTo(draw.bucket(), draw.most(), now)).toList(),
        now);
  }

  private static Request request(Draw draw, Instant now) {
    Rate rate = draw.bucket().rate();
    return Request.cmd(Command.EVAL)
        .arg(TAKE_UP_TO)
        .arg(1)
        .arg(PREFIX + draw.bucket().name())
        .arg(LocalBuckets.micros(now))
        .arg(rate.intervalMicros())
        .arg(rate.toleranceMicros())
        .arg(rate.refill().toNanos() / 1_000)
        .arg(draw.most());
  }

  /** Asks Redis; counts in this process while it does not answer. */
  private <T> Uni<T> shared(Supplier<Uni<T>> asked, Supplier<T> alone, Instant now) {
    if (now.isBefore(localUntil)) {
      return Uni.createFrom().item(alone);
    }
    return asked
        .get()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.debugf("event=limits_counted_locally error=%s", failure.getMessage());
              localUntil = now.plus(AFTER_FAILURE);
              return alone.get();
            });
  }

  private static Grant grant(String answer) {
    int space = answer.indexOf(' ');
    return new Grant(
        Integer.parseInt(answer.substring(0, space)),
        Duration.of(Long.parseLong(answer.substring(space + 1)), ChronoUnit.MICROS));
  }

  /**
   * The same, counted in this process alone, at once: for paths that cannot afford a round trip.
   */
  public Optional<Duration> takeLocal(String bucket, Rate rate) {
    return local.take(List.of(new Bucket(bucket, rate)), clock.now());
  }

  private static Request request(List<Bucket> buckets, Instant now) {
    Request request = Request.cmd(Command.EVAL).arg(TAKE).arg(buckets.size());
    buckets.forEach(bucket -> request.arg(PREFIX + bucket.name()));
    request.arg(LocalBuckets.micros(now));
    for (Bucket bucket : buckets) {
      request
          .arg(bucket.rate().intervalMicros())
          .arg(bucket.rate().toleranceMicros())
          .arg(bucket.rate().refill().toNanos() / 1_000);
    }
    return request;
  }

  private static Optional<Duration> pause(long micros) {
    return micros <= 0 ? Optional.empty() : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
  }

  private static String script(String name) {
    try (InputStream file = RateLimits.class.getResourceAsStream("/META-INF/tocsin/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
