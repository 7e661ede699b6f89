package dev.tocsin.identity.settings;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.identity.v1.TenantConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Settings of tenants; a tenant that has set nothing has those of the installation. */
@Singleton
public class Settings {

  private final Database database;
  private final SettingsStore store;
  private final AuditLog audit;

  Settings(@ServiceDatabase("identity") Database database, SettingsStore store, AuditLog audit) {
    this.database = database;
    this.store = store;
    this.audit = audit;
  }

  /** As they are now. */
  public Uni<TenantConfig> of(UUID tenant) {
    return database.inTenant(tenant, store::get);
  }

  Uni<TenantConfig> update(Caller caller, SettingsChange change) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database.inTenant(
        tenant,
        tx ->
            store
                .lock(tx, tenant)
                .chain(() -> store.get(tx))
                .map(before -> change.applyTo(before, now))
                .call(after -> store.put(tx, tenant, after, now))
                .call(
                    after ->
                        audit.record(
                            tx, caller, tenant, "config.update", "config", change.changed(after))));
  }
}
