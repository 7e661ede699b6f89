package dev.tocsin.identity.session;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.secret.KeyRing;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The keys that access tokens are signed with. The newest signs, once it has been published for a
 * while, so that whoever verifies has it; an older one stays published for a day after it was
 * replaced, far longer than any token it signed lives. Private keys are stored sealed.
 */
@Singleton
class SigningKeys {

  /** Before first-run and other observers of the start, after the migrations. */
  static final int PRIORITY = 1000;

  /** Signing keys belong to the installation, not to a tenant. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  static final String PURPOSE = "access token signing key";
  static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(3);
  private static final Duration PUBLISHED_AFTER = Duration.ofDays(1);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Logger LOG = Logger.getLogger(SigningKeys.class);

  private final Database database;
  private final KeyRing ring;
  private final SessionConfig config;
  private final Vertx vertx;
  private volatile List<SigningKey> newestFirst = List.of();

  SigningKeys(
      @ServiceDatabase("identity") Database database,
      KeyRing ring,
      SessionConfig config,
      Vertx vertx) {
    this.database = database;
    this.ring = ring;
    this.config = config;
    this.vertx = vertx;
  }

  void atStart(@Observes @Priority(PRIORITY) StartupEvent start) {
    refresh().await().atMost(PATIENCE);
    vertx.setPeriodic(
        LOOK_EVERY.toMillis(),
        tick ->
            refresh()
                .subscribe()
                .with(
                    done -> {},
                    failure ->
                        LOG.warnf("Signing keys could not be read: %s", failure.getMessage())));
  }

  /** The key that signs now; the very first does so at once. */
  SigningKey signing() {
    List<SigningKey> keys = newestFirst;
    if (keys.isEmpty()) {
      throw new Unavailable("no signing key could be read yet: try again", null);
    }
    Instant known = database.clock().now().minus(PUBLISHED_BEFORE);
    return keys.stream()
        .filter(key -> !key.createTime().isAfter(known))
        .findFirst()
        .orElseGet(keys::getLast);
  }

  /** The keys whose tokens hold, newest first. */
  List<SigningKey> published() {
    List<SigningKey> published = new ArrayList<>();
    Instant oldestEnd = database.clock().now().minus(PUBLISHED_AFTER);
    Instant replaced = Instant.MAX;
    for (SigningKey key : newestFirst) {
      if (replaced.isAfter(oldestEnd)) {
        published.add(key);
      }
      replaced = key.createTime();
    }
    return published;
  }

  /**
   * Reads the keys again, and makes one when there is none or the newest has signed long enough.
   */
  Uni<Void> refresh() {
    return load()
        .flatMap(
            keys -> {
              Instant now = database.clock().now();
              boolean stale =
                  keys.isEmpty()
                      || keys.getFirst().createTime().plus(config.signingKeyLife()).isBefore(now);
              return stale ? rotate() : Uni.createFrom().voidItem();
            });
  }

  /** Makes a new key, which signs as soon as it has been published for a while. */
  Uni<Void> rotate() {
    Instant now = database.clock().now();
    return Uni.createFrom()
        .item(() -> SigningKey.generate(Ids.next(now), now))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .flatMap(this::store)
        .chain(this::load)
        .invoke(keys -> LOG.infof("Signing key %s is published", keys.getFirst().id()))
        .replaceWithVoid();
  }

  private Uni<Void> store(SigningKey key) {
    byte[] sealed = ring.seal(INSTALLATION, PURPOSE, key.privateKey().getEncoded());
    return database.inTenant(
        INSTALLATION,
        tx ->
            tx.preparedQuery(
                    """
                    insert into identity.signing_key
                      (tenant_id, id, public_key, sealed_private, create_time)
                    values ($1, $2, $3, $4, $5)
                    """)
                .execute(
                    Tuple.of(
                        INSTALLATION,
                        key.id(),
                        Buffer.buffer(key.publicKey().getEncoded()),
                        Buffer.buffer(sealed),
                        key.createTime().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid());
  }

  private Uni<List<SigningKey>> load() {
    return database
        .inTenant(
            INSTALLATION,
            tx ->
                tx.query(
                        """
                        select id, public_key, sealed_private, create_time
                        from identity.signing_key order by create_time desc, id desc limit 10
                        """)
                    .execute()
                    .map(
                        rows -> {
                          List<SigningKey> keys = new ArrayList<>();
                          rows.forEach(row -> keys.add(key(row)));
                          return keys;
                        }))
        .invoke(keys -> newestFirst = List.copyOf(keys));
  }

  private SigningKey key(Row row) {
    return SigningKey.of(
        row.getUUID("id"),
        row.getBuffer("public_key").getBytes(),
        ring.open(INSTALLATION, PURPOSE, row.getBuffer("sealed_private").getBytes()),
        row.getOffsetDateTime("create_time").toInstant());
  }
}
