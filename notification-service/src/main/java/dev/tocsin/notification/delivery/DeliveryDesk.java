package dev.tocsin.notification.delivery;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where people look at deliveries and put dead ones back. */
@Singleton
class DeliveryDesk {

  private final Database db;
  private final DeliveryViews views;
  private final DeliveryQueues queues;
  private final AuditTrail audit;

  DeliveryDesk(
      @ServiceDatabase("notification") Database db,
      DeliveryViews views,
      DeliveryQueues queues,
      AuditTrail audit) {
    this.db = db;
    this.views = views;
    this.queues = queues;
    this.audit = audit;
  }

  Uni<List<DeliveryView>> list(
      UUID tenant, DeliveryViews.Filter filter, Optional<UUID> before, int most) {
    return db.inTenant(tenant, tx -> views.list(tx, tenant, filter, before, most));
  }

  Uni<DeliveryView> get(UUID tenant, UUID id) {
    return db.inTenant(tenant, tx -> views.get(tx, tenant, id));
  }

  Uni<List<DeliveryViews.Event>> events(UUID tenant, UUID id) {
    return db.inTenant(
        tenant, tx -> views.get(tx, tenant, id).chain(() -> views.events(tx, tenant, id)));
  }

  Uni<DeliveryView> requeue(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return db.inTenant(
            tenant,
            tx ->
                views
                    .requeue(tx, tenant, id, db.clock().now())
                    .call(
                        delivery ->
                            audit.record(
                                tx, caller, "delivery.requeue", "delivery/" + id, Map.of())))
        .invoke(delivery -> queues.wake(delivery.kind()));
  }
}
