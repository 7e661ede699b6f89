package dev.tocsin.alerting.policy;

import dev.tocsin.alerting.ConfigTable;
import dev.tocsin.alerting.SqlViolations;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Precondition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Policies in the database; every change is audited in its transaction. */
@Singleton
class PolicyStore {

  private static final ConfigTable<PolicyRow> TABLE =
      new ConfigTable<>(
          "escalation_policy",
          "escalation policy",
          "id, name, description, steps::text, repeat, fallback_channel_id, fallback_address,"
              + " is_default, created_at, updated_at",
          PolicyStore::read);

  private static final String WRITE =
      """
      INSERT INTO escalation_policy AS p (tenant_id, id, name, description, steps, repeat, fallback_channel_id,
        fallback_address, is_default, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10, $11)
      ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, description = excluded.description,
        steps = excluded.steps, repeat = excluded.repeat, fallback_channel_id = excluded.fallback_channel_id,
        fallback_address = excluded.fallback_address, is_default = excluded.is_default, updated_at = excluded.updated_at
      """;

  private final Database database;
  private final AuditTrail audit;

  PolicyStore(@ServiceDatabase("alerting") Database database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  Uni<PolicyRow> create(Caller caller, PolicyRow policy) {
    return named(
        policy.name(),
        database.inTenant(
            caller.tenantId(),
            tx ->
                write(tx, caller.tenantId(), policy)
                    .chain(() -> record(tx, caller, "create", policy))
                    .replaceWith(policy)));
  }

  Uni<PolicyRow> get(UUID tenant, UUID id) {
    return database.inTenant(tenant, tx -> TABLE.find(tx, tenant, id));
  }

  Uni<List<PolicyRow>> list(UUID tenant, String afterName, int most) {
    return database.inTenant(
        tenant,
        tx ->
            TABLE.select(
                tx,
                "tenant_id = $1 AND name > $2 ORDER BY name LIMIT $3",
                Tuple.of(tenant, afterName, most)));
  }

  /** Changes a policy as it is now, locked until the change is committed. */
  Uni<PolicyRow> update(Caller caller, UUID id, UnaryOperator<PolicyRow> change) {
    UUID tenant = caller.tenantId();
    return named(
        "",
        database.inTenant(
            tenant,
            tx ->
                TABLE
                    .change(tx, tenant, id, change, (in, changed) -> write(in, tenant, changed))
                    .call(changed -> record(tx, caller, "update", changed))));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            TABLE
                .delete(tx, tenant, id, (in, policy) -> refuseWhileUsed(in, tenant, policy))
                .call(policy -> record(tx, caller, "delete", policy))
                .replaceWithVoid());
  }

  private static Uni<Void> refuseWhileUsed(SqlConnection tx, UUID tenant, PolicyRow policy) {
    if (policy.standard()) {
      throw new Precondition(
          "policy '" + policy.name() + "' is the default: make another one the default first");
    }
    return tx.preparedQuery(
            "SELECT name FROM route WHERE tenant_id = $1 AND policy_id = $2 ORDER BY name LIMIT 10")
        .execute(Tuple.of(tenant, policy.id()))
        .invoke(
            rows -> {
              List<String> routes = new ArrayList<>();
              rows.forEach(row -> routes.add("'" + row.getString(0) + "'"));
              if (!routes.isEmpty()) {
                throw new Precondition(
                    "policy '"
                        + policy.name()
                        + "' is named by routes "
                        + String.join(", ", routes)
                        + ": let them name another policy first");
              }
            })
        .replaceWithVoid();
  }

  /** A new default takes the place of the old one. */
  private static Uni<Void> write(SqlConnection tx, UUID tenant, PolicyRow policy) {
    Uni<Void> makeRoom =
        policy.standard()
            ? tx.preparedQuery(
                    "UPDATE escalation_policy SET is_default = false WHERE tenant_id = $1 AND"
                        + " is_default AND id <> $2")
                .execute(Tuple.of(tenant, policy.id()))
                .replaceWithVoid()
            : Uni.createFrom().voidItem();
    return makeRoom
        .chain(
            () ->
                tx.preparedQuery(WRITE)
                    .execute(
                        Tuple.from(
                            new Object[] {
                              tenant,
                              policy.id(),
                              policy.name(),
                              policy.description(),
                              policy.steps(),
                              policy.repeat(),
                              policy.fallbackChannel(),
                              policy.fallbackAddress(),
                              policy.standard(),
                              policy.createdAt().atOffset(ZoneOffset.UTC),
                              policy.updatedAt().atOffset(ZoneOffset.UTC)
                            })))
        .replaceWithVoid();
  }

  private static Uni<PolicyRow> named(String name, Uni<PolicyRow> work) {
    return work.onFailure(SqlViolations.taken("escalation_policy_tenant_id_name_key"))
        .transform(
            failure ->
                new Conflict(
                    "an escalation policy has this name already"
                        + (name.isEmpty() ? "" : ": '" + name + "'")
                        + "; choose another one"))
        .onFailure(SqlViolations.taken("escalation_policy_default"))
        .transform(
            failure -> new Conflict("another policy was made the default meanwhile; try again"));
  }

  private Uni<Void> record(SqlConnection tx, Caller caller, String verb, PolicyRow policy) {
    return audit.record(
        tx,
        caller,
        "escalation_policy." + verb,
        "escalation_policy/" + policy.id(),
        Map.of(
            "name", policy.name(),
            "steps", policy.steps(),
            "repeat", policy.repeat(),
            "default", policy.standard()));
  }

  private static PolicyRow read(Row row) {
    return new PolicyRow(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("description"),
        row.getString("steps"),
        row.getInteger("repeat"),
        row.getUUID("fallback_channel_id"),
        row.getString("fallback_address"),
        row.getBoolean("is_default"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }
}
