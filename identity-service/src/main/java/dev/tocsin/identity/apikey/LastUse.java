package dev.tocsin.identity.apikey;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * When each key was last used. Noted in memory by the call, written together every twenty seconds,
 * so that no call waits for it and the list is right within a minute.
 */
@Singleton
class LastUse {

  private static final Logger LOG = Logger.getLogger(LastUse.class);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(20);
  private static final Duration LAST_WRITE = Duration.ofSeconds(2);

  private final Database database;
  private final Vertx vertx;
  private final Map<UUID, Map<UUID, Instant>> byTenant = new ConcurrentHashMap<>();
  private long timer;

  LastUse(@ServiceDatabase("identity") Database database, Vertx vertx) {
    this.database = database;
    this.vertx = vertx;
  }

  void atStart(@Observes StartupEvent start) {
    timer =
        vertx.setPeriodic(
            WRITE_EVERY.toMillis(),
            tick -> write().subscribe().with(done -> {}, LastUse::notWritten));
  }

  void atStop(@Observes ShutdownEvent stop) {
    vertx.cancelTimer(timer);
    try {
      write().await().atMost(LAST_WRITE);
    } catch (RuntimeException e) {
      notWritten(e);
    }
  }

  /** Notes that this key was used; costs no query. */
  void note(Caller key, Instant now) {
    byTenant.compute(
        key.tenantId(),
        (tenant, uses) -> {
          Map<UUID, Instant> noted = uses == null ? new HashMap<>() : uses;
          noted.put(UUID.fromString(key.id()), now);
          return noted;
        });
  }

  /** Writes what was noted; what cannot be written is dropped, the next use notes it again. */
  Uni<Void> write() {
    return Multi.createFrom()
        .iterable(Map.copyOf(byTenant).keySet())
        .onItem()
        .transformToUniAndConcatenate(this::write)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> write(UUID tenant) {
    Map<UUID, Instant> uses = byTenant.remove(tenant);
    if (uses == null) {
      return Uni.createFrom().voidItem();
    }
    var rows =
        uses.entrySet().stream()
            .map(use -> Tuple.of(use.getKey(), use.getValue().atOffset(ZoneOffset.UTC)))
            .toList();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    update identity.api_key set last_used_time = $2
                    where id = $1 and (last_used_time is null or last_used_time < $2)
                    """)
                .executeBatch(rows)
                .replaceWithVoid());
  }

  private static void notWritten(Throwable failure) {
    LOG.warnf("When API keys were last used could not be written: %s", failure.getMessage());
  }
}
