package dev.tocsin.identity.apikey;

import dev.tocsin.platform.auth.ApiKeyVerifier;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose API key is this. For calls to this process the answer is kept for ten seconds, so that a
 * busy key does not cost a query per call; a revocation made here holds at once. Other services get
 * a fresh answer and keep it for at most 30 seconds themselves.
 */
@Singleton
public class KnownKeys implements ApiKeyVerifier {

  static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 10_000;

  private record Known(Caller caller, Instant until) {}

  private final Database database;
  private final LastUse lastUse;

  /** By hash of the key, the least recently used first. Unknown keys are never kept. */
  private final Map<String, Known> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_KEPT;
        }
      };

  KnownKeys(@ServiceDatabase("identity") Database database, LastUse lastUse) {
    this.database = database;
    this.lastUse = lastUse;
  }

  @Override
  public Uni<Optional<Caller>> verify(String key) {
    if (!key.startsWith(ApiKeys.PREFIX)) {
      return Uni.createFrom().item(Optional.empty());
    }
    Instant now = database.clock().now();
    byte[] hash = Ids.sha256(key);
    String name = HexFormat.of().formatHex(hash);
    Known kept = kept(name);
    if (kept != null && now.isBefore(kept.until())) {
      lastUse.note(kept.caller(), now);
      return Uni.createFrom().item(Optional.of(kept.caller()));
    }
    return lookUp(hash, now)
        .map(
            found -> {
              keep(name, found);
              return noted(found, now);
            });
  }

  /** The same, asked of the database at each call. */
  public Uni<Optional<Caller>> verifyNow(String key) {
    Instant now = database.clock().now();
    return lookUp(Ids.sha256(key), now).map(found -> noted(found, now));
  }

  private Optional<Caller> noted(Optional<Known> found, Instant now) {
    found.ifPresent(live -> lastUse.note(live.caller(), now));
    return found.map(Known::caller);
  }

  /** Asks the database again at the next call with this key. */
  void forget(UUID id) {
    synchronized (known) {
      known.values().removeIf(kept -> kept.caller().id().equals(id.toString()));
    }
  }

  private @Nullable Known kept(String name) {
    synchronized (known) {
      return known.get(name);
    }
  }

  private void keep(String name, Optional<Known> found) {
    synchronized (known) {
      found.ifPresentOrElse(live -> known.put(name, live), () -> known.remove(name));
    }
  }

  private Uni<Optional<Known>> lookUp(byte[] hash, Instant now) {
    return database.inInstallation(
        tx ->
            tx.preparedQuery("select * from identity.api_key_of($1, $2)")
                .execute(Tuple.of(Buffer.buffer(hash), now.atOffset(ZoneOffset.UTC)))
                .map(
                    rows ->
                        rows.size() == 0
                            ? Optional.empty()
                            : Optional.of(known(rows.iterator().next(), now))));
  }

  private static Known known(Row row, Instant now) {
    Caller caller =
        new Caller(
            Caller.Kind.KEY,
            row.getUUID("tenant_id"),
            row.getUUID("id").toString(),
            Role.forNumber(row.getShort("role")),
            Set.of(row.getArrayOfStrings("scopes")),
            "");
    Instant until = now.plus(KEPT);
    OffsetDateTime expires = row.getOffsetDateTime("expire_time");
    return new Known(
        caller,
        expires != null && expires.toInstant().isBefore(until) ? expires.toInstant() : until);
  }
}
