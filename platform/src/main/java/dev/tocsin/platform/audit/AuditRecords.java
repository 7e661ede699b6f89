package dev.tocsin.platform.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.JobHandler;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.AuditEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** Hands the audit records of one schema to their keeper, and forgets those that it has taken. */
final class AuditRecords implements JobHandler {

  private final Database database;
  private final BiFunction<UUID, AuditEvent, Uni<?>> keeper;

  /**
   * Records of this schema.
   *
   * @param keeper takes a tenant's record; taking the same id twice is harmless
   */
  AuditRecords(Database database, BiFunction<UUID, AuditEvent, Uni<?>> keeper) {
    this.database = database;
    this.keeper = keeper;
  }

  /**
   * A record that is gone was shipped by somebody whose lease had ended meanwhile: nothing is left
   * to do for it.
   */
  @Override
  public Uni<Outcome> handle(Job job) {
    return load(job)
        .flatMap(
            event ->
                event.isEmpty()
                    ? Uni.createFrom().item(new Outcome.Handled())
                    : ship(job, event.get()));
  }

  private Uni<Outcome> ship(Job job, AuditEvent event) {
    return keeper
        .apply(job.tenant(), event)
        .flatMap(recorded -> delete(job))
        .<Outcome>replaceWith(new Outcome.Handled())
        .onFailure(Invalid.class)
        .recoverWithItem(refusal -> new Outcome.Dead(String.valueOf(refusal.getMessage())));
  }

  private Uni<Optional<AuditEvent>> load(Job job) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    "SELECT id, created_at, actor, action, resource, detail, request_id"
                        + " FROM audit_outbox WHERE tenant_id = $1 AND id = $2")
                .execute(Tuple.of(job.tenant(), job.id()))
                .map(
                    rows -> {
                      RowIterator<Row> found = rows.iterator();
                      return found.hasNext() ? Optional.of(event(found.next())) : Optional.empty();
                    }));
  }

  /** Whoever else may hold the row by now: it is recorded, and shall not be shipped again. */
  private Uni<Void> delete(Job job) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery("DELETE FROM audit_outbox WHERE tenant_id = $1 AND id = $2")
                .execute(Tuple.of(job.tenant(), job.id()))
                .replaceWithVoid());
  }

  private static AuditEvent event(Row row) {
    return AuditEvent.newBuilder()
        .setId(row.getUUID("id").toString())
        .setTime(ProtoTime.of(row.getOffsetDateTime("created_at").toInstant()))
        .setActor(row.getString("actor"))
        .setAction(row.getString("action"))
        .setResource(row.getString("resource"))
        .setDetail(struct((JsonObject) row.getValue("detail")))
        .setRequestId(row.getString("request_id"))
        .build();
  }

  private static Struct struct(JsonObject json) {
    Struct.Builder struct = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json.encode(), struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The detail of an audit record is no JSON object", e);
    }
    return struct.build();
  }
}
