package dev.tocsin.alerting.integration;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose key it is. Answers are kept for good, wrong keys included: a key names its integration
 * until both are gone, and nobody can be given a key that was guessed before. Whether the
 * integration still takes this key is asked anew each time, of the tenant's configuration and
 * inside the transaction of ingest: a rotated or revoked key is refused at once.
 */
@ApplicationScoped
public class IntegrationKeys {

  /** Keys begin with this. */
  public static final String PREFIX = "tci_";

  private static final int KEPT = 20_000;
  private static final int LONGEST_KEY = 200;

  private final Database database;
  private final Map<KeyHash, Owner> known = recent();
  private final Map<KeyHash, Boolean> wrong = recent();

  /** Looks up in this database. */
  public IntegrationKeys(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

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
    Owner owner = known.get(hash);
    if (owner != null) {
      return Uni.createFrom().item(Optional.of(owner));
    }
    return wrong.containsKey(hash) ? Uni.createFrom().item(Optional.empty()) : ask(hash);
  }

  private Uni<Optional<Owner>> ask(KeyHash hash) {
    return database
        .pool()
        .preparedQuery("SELECT tenant_id, id FROM alerting.integration_by_key($1)")
        .execute(Tuple.of(Buffer.buffer(hash.bytes())))
        .map(
            rows -> {
              Iterator<Row> row = rows.iterator();
              if (!row.hasNext()) {
                wrong.put(hash, true);
                return Optional.empty();
              }
              Row found = row.next();
              Owner owner = new Owner(found.getUUID(0), found.getUUID(1));
              known.put(hash, owner);
              return Optional.of(owner);
            });
  }

  private static <V> Map<KeyHash, V> recent() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<KeyHash, V> eldest) {
            return size() > KEPT;
          }
        });
  }
}
