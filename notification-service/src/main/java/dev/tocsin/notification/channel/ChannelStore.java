package dev.tocsin.notification.channel;

import dev.tocsin.notification.Duplicates;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** Channels in the database: as entities for those who arrange them, by SQL for those who send. */
@Singleton
public class ChannelStore {

  /** Where a page goes on. */
  record Place(String name, UUID id) {}

  private static final String COLUMNS =
      "SELECT id, name, kind, disabled, is_default, default_address, rate, burst, settings, secrets"
          + " FROM channel ";

  private static final int MOST_OPENED = 1_000;

  /** A channel as it was opened, and the row it was opened from. */
  private record Opened(ChannelRow row, ConfiguredChannel channel) {}

  private final ChannelSeal seal;

  /** Opening takes longer than reading: what still stands as it was opened is not opened again. */
  private final Map<UUID, Opened> opened = new ConcurrentHashMap<>();

  ChannelStore(ChannelSeal seal) {
    this.seal = seal;
  }

  /** One channel, opened; empty when the tenant has none of this id. */
  public Uni<Optional<ConfiguredChannel>> open(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(COLUMNS + "WHERE tenant_id = $1 AND id = $2")
        .execute(Tuple.of(tenant, id))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(read(tenant, rows.iterator().next()))
                    : Optional.empty());
  }

  /** Every channel of the tenant, opened. */
  public Uni<List<ConfiguredChannel>> openAll(SqlConnection tx, UUID tenant) {
    return tx.preparedQuery(COLUMNS + "WHERE tenant_id = $1 ORDER BY created_at, id")
        .execute(Tuple.of(tenant))
        .map(
            rows -> {
              List<ConfiguredChannel> channels = new ArrayList<>();
              rows.forEach(row -> channels.add(read(tenant, row)));
              return channels;
            });
  }

  /** The tenant that a channel belongs to; for callbacks, which name the channel alone. */
  public Uni<Optional<UUID>> tenantOf(SqlConnection tx, UUID channel) {
    return tx.preparedQuery("SELECT channel_tenant($1) AS tenant")
        .execute(Tuple.of(channel))
        .map((RowSet<Row> rows) -> Optional.ofNullable(rows.iterator().next().getUUID("tenant")));
  }

  private ConfiguredChannel read(UUID tenant, Row row) {
    ChannelRow read = ChannelRow.of(tenant, row);
    UUID id = row.getUUID("id");
    Opened known = opened.get(id);
    if (known != null && known.row().equals(read)) {
      return known.channel();
    }
    ConfiguredChannel channel = read.open(id, seal);
    if (opened.size() >= MOST_OPENED) {
      opened.clear();
    }
    opened.put(id, new Opened(read, channel));
    return channel;
  }

  Uni<ChannelRecord> get(Mutiny.Session tx, UUID id) {
    return tx.find(ChannelRecord.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("channel", id));
  }

  Uni<ChannelRecord> save(Mutiny.Session tx, ChannelRecord channel) {
    return tx.persist(channel)
        .chain(tx::flush)
        .replaceWith(channel)
        .plug(
            Duplicates.of("channel_name", "a channel named '" + channel.name + "' exists already"));
  }

  Uni<Boolean> hasAny(Mutiny.Session tx, String kind) {
    return tx.createQuery("select count(c) from ChannelRecord c where c.kind = :kind", Long.class)
        .setParameter("kind", kind)
        .getSingleResult()
        .map(count -> count > 0);
  }

  /** Leaves the kind without a default, before another becomes it. */
  Uni<Void> unsetDefault(Mutiny.Session tx, String kind) {
    return tx.createMutationQuery(
            "update ChannelRecord c set c.isDefault = false where c.kind = :kind and c.isDefault")
        .setParameter("kind", kind)
        .executeUpdate()
        .replaceWithVoid();
  }

  Uni<List<ChannelRecord>> list(Mutiny.Session tx, Optional<Place> after, int most) {
    var query =
        tx.createQuery(
                "from ChannelRecord c "
                    + (after.isEmpty()
                        ? ""
                        : "where c.name > :name or (c.name = :name and c.id > :id) ")
                    + "order by c.name, c.id",
                ChannelRecord.class)
            .setMaxResults(most);
    after.ifPresent(
        place -> query.setParameter("name", place.name()).setParameter("id", place.id()));
    return query.getResultList();
  }
}
