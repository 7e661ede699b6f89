package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.AlertRows.time;

import dev.tocsin.platform.error.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Answers kept for requests with an Idempotency-Key, written in the transaction of the request
 * itself.
 */
final class AnswerRows {

  private static final String FORGET =
      "DELETE FROM alerting.ingest_answer WHERE tenant_id = $1 AND created_at < $2";

  private static final String CLAIM =
      """
      INSERT INTO alerting.ingest_answer (tenant_id, integration_id, idempotency_key, body_hash, created_at)
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
      """;

  private static final String READ =
      """
      SELECT body_hash, answer::text FROM alerting.ingest_answer
      WHERE tenant_id = $1 AND integration_id = $2 AND idempotency_key = $3
      """;

  private static final String KEEP =
      """
      UPDATE alerting.ingest_answer SET answer = $4::text::jsonb
      WHERE tenant_id = $1 AND integration_id = $2 AND idempotency_key = $3
      """;

  private AnswerRows() {}

  /**
   * Claims the key for this request; waits while another request with the key is under way.
   *
   * @return the answer given before, if any
   */
  static Uni<Optional<String>> claim(
      SqlConnection tx, Arrival arrival, Arrival.Idempotency wanted, Duration kept, Instant now) {
    return tx.preparedQuery(FORGET)
        .execute(Tuple.of(arrival.tenant(), time(now.minus(kept))))
        .chain(
            () ->
                tx.preparedQuery(CLAIM)
                    .execute(
                        Tuple.of(
                            arrival.tenant(),
                            arrival.integration(),
                            wanted.key(),
                            Buffer.buffer(wanted.bodyHash()),
                            time(now))))
        .flatMap(
            claimed ->
                claimed.rowCount() == 1
                    ? Uni.createFrom().item(Optional.empty())
                    : read(tx, arrival, wanted));
  }

  private static Uni<Optional<String>> read(
      SqlConnection tx, Arrival arrival, Arrival.Idempotency wanted) {
    return tx.preparedQuery(READ)
        .execute(Tuple.of(arrival.tenant(), arrival.integration(), wanted.key()))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              if (!Arrays.equals(row.getBuffer(0).getBytes(), wanted.bodyHash())) {
                throw new Conflict(
                    "Idempotency-Key '"
                        + wanted.key()
                        + "' was used with another body within the last day; use a new key");
              }
              return Optional.of(row.getString(1));
            });
  }

  static Uni<Void> keep(
      SqlConnection tx, Arrival arrival, Arrival.Idempotency wanted, Answer answer) {
    return tx.preparedQuery(KEEP)
        .execute(Tuple.of(arrival.tenant(), arrival.integration(), wanted.key(), answer.json()))
        .replaceWithVoid();
  }
}
