package dev.tocsin.platform.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.MutinyAuditServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;

/**
 * Ships the audit records of each service in this process to identity, which takes each id once,
 * and then deletes them here. It never gives up while identity is away. The identity service writes
 * its own log itself.
 */
@ApplicationScoped
class AuditShipping {

  private static final String KEEPER = "identity";

  private final ServiceClients services;
  private final WorkQueues queues;

  AuditShipping(ServiceClients services, WorkQueues queues) {
    this.services = services;
    this.queues = queues;
  }

  void atStart(@Observes StartupEvent start, @Any Instance<Database> databases) {
    for (Database database : databases) {
      if (!KEEPER.equals(database.schema())) {
        queues.start(database, spec(database.schema()), job -> ship(database, job));
      }
    }
  }

  static QueueSpec spec(String schema) {
    return new QueueSpec(
        schema,
        "audit_outbox",
        "audit",
        50,
        16,
        Duration.ofSeconds(30),
        Integer.MAX_VALUE,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(1));
  }

  private Uni<Outcome> ship(Database database, Job job) {
    return load(database, job)
        .flatMap(
            event ->
                services.call(
                    KEEPER,
                    MutinyAuditServiceGrpc::newMutinyStub,
                    job.tenant(),
                    stub ->
                        stub.recordAuditEvents(
                            RecordAuditEventsRequest.newBuilder().addEvents(event).build())))
        .flatMap(recorded -> delete(database, job))
        .<Outcome>replaceWith(new Outcome.Handled())
        .onFailure(Invalid.class)
        .recoverWithItem(refusal -> new Outcome.Dead(String.valueOf(refusal.getMessage())));
  }

  private static Uni<AuditEvent> load(Database database, Job job) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    "SELECT id, created_at, actor, action, resource, detail, request_id"
                        + " FROM audit_outbox WHERE tenant_id = $1 AND id = $2")
                .execute(Tuple.of(job.tenant(), job.id()))
                .map(rows -> event(rows.iterator().next())));
  }

  /** Whoever else may hold the row by now: it is recorded, and shall not be shipped again. */
  private static Uni<Void> delete(Database database, Job job) {
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
