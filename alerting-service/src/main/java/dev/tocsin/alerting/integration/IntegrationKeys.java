package dev.tocsin.alerting.integration;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose key it is. Answers are kept for a few seconds, wrong keys included: an integration can be
 * given a key that was sent before it had it, or that another one had. Whether the integration
 * still takes this key is asked anew each time, of the tenant's configuration and inside the
 * transaction of ingest: a rotated or revoked key is refused at once.
 */
@Singleton
public class IntegrationKeys {

  /** Keys begin with this. */
  public static final String PREFIX = "tci_";

  private static final int KEPT = 20_000;
  private static final int LONGEST_KEY = 200;
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final Database database;
  private final Map<KeyHash, Answer> answers = recent();

  /** Looks up in this database. */
  public IntegrationKeys(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** What was found, and when. */
  private record Answer(Optional<Owner> owner, long nanos) {}

  /** The owner of a key. */
  public record Owner(UUID tenant, UUID integration) {}

  /**
   * SHA-256 of a key, in hexadecimal.
   *
   * @param hex 64 digits
   */
  public record KeyHash(String hex) {

    /** The hash of a key as it was sent. */
    public static KeyHash of(String key) {
      return of(Ids.sha256(key));
    }

    /** From its bytes. */
    public static KeyHash of(byte[] bytes) {
      return new KeyHash(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /** Finds the owner of a key; empty when nobody has or ever had it. */
  public Uni<Optional<Owner>> find(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      return Uni.createFrom().item(Optional.empty());
    }
    KeyHash hash = KeyHash.of(key);
    Answer answer = answers.get(hash);
    return answer != null && System.nanoTime() - answer.nanos() < FRESH_NANOS
        ? Uni.createFrom().item(answer.owner())
        : ask(hash);
  }

  private Uni<Optional<Owner>> ask(KeyHash hash) {
    return database
        .pool()
        .preparedQuery("SELECT tenant_id, id FROM alerting.integration_by_key($1)")
        .execute(Tuple.of(Buffer.buffer(hash.bytes())))
        .map(
            rows -> {
              Iterator<Row> row = rows.iterator();
              Optional<Owner> owner = Optional.empty();
              if (row.hasNext()) {
                Row found = row.next();
                owner = Optional.of(new Owner(found.getUUID(0), found.getUUID(1)));
              }
              answers.put(hash, new Answer(owner, System.nanoTime()));
              return owner;
            });
  }

  private static Map<KeyHash, Answer> recent() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<KeyHash, Answer> eldest) {
            return size() > KEPT;
          }
        });
  }
}
