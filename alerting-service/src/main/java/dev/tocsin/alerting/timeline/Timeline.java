package dev.tocsin.alerting.timeline;

import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Writes down what happened, in the transaction in which it happens. */
public final class Timeline {

  private static final String INSERT =
      """
      INSERT INTO alerting.timeline_event
        (tenant_id, id, at, group_id, alert_id, actor_kind, actor_id, code, summary, facts)
      SELECT $1, e.id, $2, e.group_id, e.alert_id, e.actor_kind, e.actor_id, e.code, e.summary, e.facts::jsonb
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
        AS e (id, group_id, alert_id, actor_kind, actor_id, code, summary, facts)""";

  private Timeline() {}

  /** An entry about a whole group. */
  public static Entry ofGroup(Instant now, UUID group, Actor actor, Reason reason) {
    return new Entry(Ids.next(now), now, group, Optional.empty(), actor, reason);
  }

  /** An entry about one alert. */
  public static Entry ofAlert(Instant now, UUID group, UUID alert, Actor actor, Reason reason) {
    return new Entry(Ids.next(now), now, group, Optional.of(alert), actor, reason);
  }

  /** Adds the entries, all of the same instant. */
  public static Uni<Void> add(SqlConnection tx, UUID tenant, Instant now, List<Entry> entries) {
    if (entries.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple values =
        Tuple.tuple()
            .addUUID(tenant)
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addArrayOfUUID(entries.stream().map(Entry::id).toArray(UUID[]::new))
            .addArrayOfUUID(entries.stream().map(Entry::group).toArray(UUID[]::new))
            .addArrayOfUUID(entries.stream().map(e -> e.alert().orElse(null)).toArray(UUID[]::new))
            .addArrayOfString(texts(entries, e -> e.actor().kind()))
            .addArrayOfString(texts(entries, e -> e.actor().id()))
            .addArrayOfString(texts(entries, e -> e.reason().code()))
            .addArrayOfString(texts(entries, e -> e.reason().summary()))
            .addArrayOfString(texts(entries, e -> new JsonObject(e.reason().facts()).encode()));
    return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
  }

  private static String[] texts(List<Entry> entries, Function<Entry, String> column) {
    return entries.stream().map(column).toArray(String[]::new);
  }
}
