package dev.tocsin.identity.session;

import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.ReactiveKeyCommands;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Limits sign-ins per account and address, and per address. Counted in Redis for all replicas;
 * while Redis is down, in each replica for itself. Not counted per account alone: that would let a
 * stranger lock a person out.
 */
@Singleton
class Throttle {

  private static final Logger LOG = Logger.getLogger(Throttle.class);
  private static final Duration REDIS_PATIENCE = Duration.ofMillis(300);

  private final SessionConfig config;
  private final LocalCounts local;
  private final ReactiveValueCommands<String, Long> counts;
  private final ReactiveKeyCommands<String> keys;

  Throttle(SessionConfig config, TocsinClock clock, ReactiveRedisDataSource redis) {
    this.config = config;
    this.local = new LocalCounts(clock, config.attemptWindow());
    this.counts = redis.value(Long.class);
    this.keys = redis.key();
  }

  /**
   * Counts an attempt before its password is looked at, so that attempts made at once count too.
   * Fails with {@link Exhausted}, naming the wait, when there were too many.
   */
  Uni<Void> attempt(String slug, String email, String address) {
    return count(perAccount(slug, email, address), config.attemptsPerAccount())
        .chain(() -> count(perAddress(address), config.attemptsPerAddress()));
  }

  /**
   * Forgets the attempts at this account from this address, and takes this one back from the
   * address's count: it ended well, and a whole office may share an address.
   */
  Uni<Void> succeeded(String slug, String email, String address) {
    String account = perAccount(slug, email, address);
    local.forget(account);
    local.takeBack(perAddress(address));
    return keys.del(account)
        .chain(() -> counts.decr(perAddress(address)))
        .chain(left -> left > 0 ? Uni.createFrom().item(0) : keys.del(perAddress(address)))
        .ifNoItem()
        .after(REDIS_PATIENCE)
        .fail()
        .onFailure()
        .recoverWithItem(0)
        .replaceWithVoid();
  }

  private Uni<Void> count(String key, int most) {
    return inRedis(key, most)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.debugf("Sign-ins are counted locally: %s", failure.getMessage());
              return local.count(key, most);
            })
        .invoke(
            wait -> {
              if (wait.isPositive()) {
                throw new Exhausted(
                    "too many sign-ins: %d within %s; wait %d s"
                        .formatted(most, config.attemptWindow(), wait.plusMillis(999).toSeconds()),
                    wait);
              }
            })
        .replaceWithVoid();
  }

  /** How long to wait; zero when the attempt is within the limit. */
  private Uni<Duration> inRedis(String key, int most) {
    return counts
        .incr(key)
        .flatMap(
            count ->
                count == 1
                    ? keys.pexpire(key, config.attemptWindow()).replaceWith(Duration.ZERO)
                    : count <= most ? Uni.createFrom().item(Duration.ZERO) : remaining(key))
        .ifNoItem()
        .after(REDIS_PATIENCE)
        .fail();
  }

  /** A key without an end was left by a process that died between its two commands. */
  private Uni<Duration> remaining(String key) {
    return keys.pttl(key)
        .flatMap(
            millis ->
                millis > 0
                    ? Uni.createFrom().item(Duration.ofMillis(millis))
                    : keys.pexpire(key, config.attemptWindow())
                        .replaceWith(config.attemptWindow()));
  }

  private static String perAccount(String slug, String email, String address) {
    String account = slug + "\n" + email.strip().toLowerCase(Locale.ROOT) + "\n" + address;
    return "tocsin:sign-in:account:" + HexFormat.of().formatHex(Ids.sha256(account));
  }

  private static String perAddress(String address) {
    return "tocsin:sign-in:address:" + HexFormat.of().formatHex(Ids.sha256(address));
  }
}
