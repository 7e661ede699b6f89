package dev.tocsin.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.error.Exhausted;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes and compares passwords with bcrypt, off the event loop. The SHA-256 of the password is
 * what bcrypt gets: of the password itself it would read 72 bytes only.
 */
@Singleton
public class Passwords {

  /** Letters and digits that cannot be taken for one another. */
  private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 5;

  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger underway = new AtomicInteger();
  private final PasswordConfig config;
  private final WorkerExecutor workers;
  private final String hashOfNobody;

  Passwords(PasswordConfig config, Vertx vertx) {
    this.config = config;
    this.workers = vertx.createSharedWorkerExecutor("tocsin-password", config.threads());
    this.hashOfNobody = BcryptUtil.bcryptHash(digest(oneTime()), config.bcryptCost());
  }

  /**
   * A random password to be typed once: four groups of five letters and digits, 99 bits.
   *
   * <p>Nobody can guess it, so it needs no end of its own; the first sign-in is told to change it.
   */
  public String oneTime() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(READABLE.charAt(random.nextInt(READABLE.length())));
    }
    return password.toString();
  }

  /** The hash to store. Fails with {@link Exhausted} when too many wait. */
  public Uni<String> hash(String password) {
    return work(() -> BcryptUtil.bcryptHash(digest(password), config.bcryptCost()));
  }

  /**
   * Whether the password is the one with this hash. Without a hash it is not, and saying so takes
   * as long. Fails with {@link Exhausted} when too many wait.
   */
  public Uni<Boolean> matches(String password, Optional<String> hash) {
    return work(
        () -> BcryptUtil.matches(digest(password), hash.orElse(hashOfNobody)) && hash.isPresent());
  }

  private <T> Uni<T> work(Callable<T> hashing) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (underway.incrementAndGet() > config.queue() + config.threads()) {
                underway.decrementAndGet();
                return Uni.createFrom()
                    .failure(
                        new Exhausted(
                            "too many sign-ins at once: "
                                + config.queue()
                                + " wait already (tocsin.password.queue)",
                            Duration.ofSeconds(2)));
              }
              return workers
                  .executeBlocking(hashing, false)
                  .onTermination()
                  .invoke(underway::decrementAndGet);
            });
  }

  private static String digest(String password) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @PreDestroy
  void stop() {
    workers.closeAndForget();
  }
}
