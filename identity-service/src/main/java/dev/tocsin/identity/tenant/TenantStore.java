package dev.tocsin.identity.tenant;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tenants in the database. Deleted ones are not found. */
@Singleton
class TenantStore {

  private final Database database;

  TenantStore(@ServiceDatabase("identity") Database database) {
    this.database = database;
  }

  /** Adds a tenant, in a transaction bound to it; Conflict when the slug is taken. */
  Uni<TenantRecord> add(Mutiny.Session tx, TenantRecord tenant) {
    return tx.persist(tenant)
        .chain(tx::flush)
        .replaceWith(tenant)
        .plug(
            Duplicates.of(
                "tenant_slug", "a tenant with slug '" + tenant.slug + "' exists already"));
  }

  /** NotFound when there is none. */
  Uni<TenantRecord> get(Mutiny.Session tx, UUID id) {
    return tx.find(TenantRecord.class, id)
        .map(tenant -> tenant != null && tenant.deleteTime == null ? tenant : null)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("tenant", id));
  }

  /** Tenants by slug, from behind this one on. */
  Uni<List<TenantRecord>> list(String afterSlug, int most) {
    return database.inInstallation(
        tx ->
            tx.preparedQuery("select * from identity.tenants_after($1, $2)")
                .execute(Tuple.of(afterSlug, most))
                .map(
                    rows -> {
                      List<TenantRecord> tenants = new ArrayList<>();
                      rows.forEach(row -> tenants.add(tenant(row)));
                      return tenants;
                    }));
  }

  private static TenantRecord tenant(Row row) {
    return new TenantRecord(
        row.getUUID("tenant_id"),
        row.getString("name"),
        row.getString("slug"),
        row.getOffsetDateTime("create_time").toInstant(),
        row.getOffsetDateTime("update_time").toInstant());
  }
}
