package dev.tocsin.platform.audit;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.MutinyAuditServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/**
 * Ships the audit records of each service in this process to identity, which takes each id once,
 * and then deletes them here. It never gives up while identity is away. The identity service writes
 * its own log itself.
 */
@Singleton
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
        queues.start(database, spec(database.schema()), new AuditRecords(database, this::keep));
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

  private Uni<?> keep(UUID tenant, AuditEvent event) {
    return services.call(
        KEEPER,
        MutinyAuditServiceGrpc::newMutinyStub,
        tenant,
        stub ->
            stub.recordAuditEvents(RecordAuditEventsRequest.newBuilder().addEvents(event).build()));
  }
}
