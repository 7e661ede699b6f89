package dev.tocsin.alerting.outbox;

import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Writes down what other services must be told, in the transaction that makes it necessary. */
public final class Outbox {

  private static final String INSERT =
      """
      INSERT INTO alerting.outbox
        (tenant_id, id, queue, due_at, created_at, idempotency_key, group_id, kind, payload)
      SELECT $1, m.id, m.queue, $2, $2, m.key, m.group_id, m.kind, m.payload::jsonb
      FROM unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[])
        AS m (id, queue, key, group_id, kind, payload)
      ON CONFLICT (tenant_id, idempotency_key) DO NOTHING\
      """;

  private Outbox() {}

  /** Adds the messages; one whose key is there already is left out. */
  public static Uni<Void> add(SqlConnection tx, UUID tenant, Instant now, List<Message> messages) {
    if (messages.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple values =
        Tuple.tuple()
            .addUUID(tenant)
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addArrayOfUUID(messages.stream().map(_ -> Ids.next(now)).toArray(UUID[]::new))
            .addArrayOfString(texts(messages, Message::queue))
            .addArrayOfString(texts(messages, Message::key))
            .addArrayOfUUID(messages.stream().map(Message::group).toArray(UUID[]::new))
            .addArrayOfString(texts(messages, Message::kind))
            .addArrayOfString(texts(messages, m -> m.payload().encode()));
    return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
  }

  private static String[] texts(List<Message> messages, Function<Message, String> column) {
    return messages.stream().map(column).toArray(String[]::new);
  }
}
