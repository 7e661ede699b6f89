package dev.tocsin.alerting.muting;

import dev.tocsin.alerting.timeline.Actor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** How silences are stored, for those who decide by them. */
public final class SilenceRows {

  /** What {@link #read} wants to see. */
  public static final String COLUMNS =
      "id, matchers, starts_at, ends_at, comment, created_by_kind, created_by_id, expired_by_kind,"
          + " expired_by_id, created_at, updated_at";

  private static final String UNFINISHED =
      "SELECT " + COLUMNS + " FROM alerting.silence WHERE ends_at > $1";

  /** One statement, so that the version is that of the silences. */
  private static final String AT_VERSION =
      "SELECT c.config_version, s.* FROM alerting.tenant_config c LEFT JOIN (SELECT tenant_id, "
          + COLUMNS
          + " FROM alerting.silence WHERE ends_at > $1 AND starts_at <= $1) s"
          + " ON s.tenant_id = c.tenant_id";

  /** What was within the limit once is not refused by a lower one. */
  private static final int STORED_PROGRAM = 100_000;

  private static final int KEPT = 5_000;

  /** Compiling its expressions anew for every batch of steps would cost more than using them. */
  private static final Map<UUID, Silence> READ =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Silence> eldest) {
              return size() > KEPT;
            }
          });

  private static final Logger LOG = Logger.getLogger(SilenceRows.class);

  private SilenceRows() {}

  /**
   * The silences that hold pages now.
   *
   * @param version of the tenant's configuration: while it is the same, so are they
   */
  public record Active(long version, Silences silences) {}

  /** The silences of the transaction's tenant that are not over. */
  public static Uni<Silences> unfinished(SqlConnection tx, Instant now) {
    return tx.preparedQuery(UNFINISHED)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              List<Silence> found = new ArrayList<>(rows.size());
              rows.forEach(row -> readable(row).ifPresent(found::add));
              return found.isEmpty() ? Silences.NONE : new Silences(found);
            });
  }

  /** The silences of the transaction's tenant that hold pages now. */
  public static Uni<Active> active(SqlConnection tx, Instant now) {
    return tx.preparedQuery(AT_VERSION)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              long version = 0;
              List<Silence> found = new ArrayList<>(0);
              for (Row row : rows) {
                version = row.getLong("config_version");
                if (row.getUUID("id") != null) {
                  readable(row).ifPresent(found::add);
                }
              }
              return new Active(version, found.isEmpty() ? Silences.NONE : new Silences(found));
            });
  }

  /**
   * One that cannot be read holds nothing: a page too many does less harm than a tenant whose
   * alerts are neither taken nor paged.
   */
  private static Optional<Silence> readable(Row row) {
    try {
      UUID id = row.getUUID("id");
      Instant updated = row.getOffsetDateTime("updated_at").toInstant();
      Silence known = READ.get(id);
      if (known == null || !known.updatedAt().equals(updated)) {
        known = read(row);
        READ.put(id, known);
      }
      return Optional.of(known);
    } catch (RuntimeException e) {
      LOG.errorf(e, "event=silence_unreadable silence=%s: it holds no page", row.getUUID("id"));
      return Optional.empty();
    }
  }

  /** The silence of a row; fails when it cannot be read. */
  public static Silence read(Row row) {
    return new Silence(
        row.getUUID("id"),
        matchers(row.getJsonArray("matchers")),
        row.getOffsetDateTime("starts_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        row.getString("comment"),
        new Actor(row.getString("created_by_kind"), row.getString("created_by_id")),
        Optional.ofNullable(row.getString("expired_by_kind"))
            .map(kind -> new Actor(kind, row.getString("expired_by_id"))),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  /** Matchers as they are stored. */
  public static JsonArray stored(List<Matcher> matchers) {
    JsonArray stored = new JsonArray();
    for (Matcher matcher : matchers) {
      stored.add(
          new JsonObject()
              .put("name", matcher.name())
              .put("operator", matcher.operator().name())
              .put("values", new JsonArray(List.copyOf(matcher.values()))));
    }
    return stored;
  }

  private static List<Matcher> matchers(JsonArray stored) {
    return stored.stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                Matcher.of(
                    "matchers",
                    each.getString("name"),
                    Matcher.Operator.valueOf(each.getString("operator")),
                    each.getJsonArray("values").stream().map(String.class::cast).toList(),
                    STORED_PROGRAM))
        .toList();
  }
}
