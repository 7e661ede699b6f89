package dev.tocsin.ticketing.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.secret.KeyRing;
import dev.tocsin.ticketing.mapping.Mapping;
import dev.tocsin.ticketing.provider.ProviderSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Reads and writes configured ticket systems; the only place that seals and opens their secrets.
 */
@Singleton
public class TicketProviderStore {
  static final String SECRETS = "ticket_provider.secrets";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final KeyRing keys;
  private final AuditTrail audit;

  TicketProviderStore(
      @ServiceDatabase("ticketing") Database database, KeyRing keys, AuditTrail audit) {
    this.database = database;
    this.keys = keys;
    this.audit = audit;
  }

  /** A provider ready for a call; empty when there is none of this id. */
  public Uni<Optional<Settings>> settings(UUID tenant, UUID id) {
    return database.entities(
        tenant,
        session ->
            session
                .find(TicketProviderRow.class, id)
                .map(row -> Optional.ofNullable(row).map(this::opened)));
  }

  /** The tenant of a provider, for a callback that names the provider alone. */
  public Uni<Optional<UUID>> tenantOf(UUID id) {
    return database.inInstallation(
        tx ->
            tx.preparedQuery("SELECT ticketing.ticket_provider_tenant($1) AS tenant")
                .execute(Tuple.of(id))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getUUID("tenant"))));
  }

  Uni<TicketProviderRow> create(Caller caller, TicketProviderRow row) {
    return database
        .entities(
            caller.tenantId(),
            session ->
                session
                    .persist(row)
                    .call(session::flush)
                    .call(
                        () ->
                            audit.record(
                                session,
                                caller,
                                "ticket_provider.create",
                                resource(row.id),
                                told(row)))
                    .replaceWith(row))
        .onFailure(TicketProviderStore::nameTaken)
        .transform(e -> taken(row.name));
  }

  Uni<TicketProviderRow> get(UUID tenant, UUID id) {
    return database.entities(
        tenant, session -> session.find(TicketProviderRow.class, id).map(row -> found(row, id)));
  }

  /** Providers after the name given, by name. */
  Uni<List<TicketProviderRow>> list(UUID tenant, String after, int most) {
    return database.entities(
        tenant,
        session ->
            session
                .createQuery(
                    "from TicketProviderRow where name > :after order by name",
                    TicketProviderRow.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList());
  }

  /**
   * Changes a provider.
   *
   * @param change says whether anything is different; if not, nothing is written down
   */
  Uni<TicketProviderRow> update(Caller caller, UUID id, Predicate<TicketProviderRow> change) {
    return database
        .entities(
            caller.tenantId(),
            session ->
                session
                    .find(TicketProviderRow.class, id)
                    .map(row -> found(row, id))
                    .chain(
                        row ->
                            change.test(row)
                                ? session
                                    .flush()
                                    .call(
                                        () ->
                                            audit.record(
                                                session,
                                                caller,
                                                "ticket_provider.update",
                                                resource(id),
                                                told(row)))
                                    .replaceWith(row)
                                : Uni.createFrom().item(row)))
        .onFailure(TicketProviderStore::nameTaken)
        .transform(e -> taken("of another ticket provider"));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return database.entities(
        caller.tenantId(),
        session ->
            session
                .find(TicketProviderRow.class, id)
                .map(row -> found(row, id))
                .call(session::remove)
                .call(
                    () ->
                        audit.record(
                            session, caller, "ticket_provider.delete", resource(id), Map.of()))
                .replaceWithVoid());
  }

  /** Puts settings and mappings into the row, secrets sealed. */
  void keep(TicketProviderRow row, ProviderSettings settings, List<Mapping> mappings) {
    try {
      row.settings = settings.open().toString();
      row.mappings = JSON.writeValueAsString(mappings);
      row.sealedSecrets =
          keys.seal(row.tenantId, SECRETS, JSON.writeValueAsBytes(settings.secret()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Settings opened(TicketProviderRow row) {
    try {
      Map<String, String> secrets =
          JSON.readValue(
              keys.open(row.tenantId, SECRETS, row.sealedSecrets),
              new TypeReference<Map<String, String>>() {});
      return new Settings(
          row.id,
          row.name,
          row.type,
          row.disabled,
          new ProviderSettings((ObjectNode) JSON.readTree(row.settings), secrets),
          JSON.readValue(row.mappings, new TypeReference<List<Mapping>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TicketProviderRow found(TicketProviderRow row, UUID id) {
    if (row == null) {
      throw new NotFound("ticket provider", id);
    }
    return row;
  }

  private static Map<String, Object> told(TicketProviderRow row) {
    return Map.of("name", row.name, "type", row.type, "disabled", row.disabled);
  }

  private static String resource(UUID id) {
    return "ticket_provider/" + id;
  }

  private static boolean nameTaken(Throwable e) {
    return e instanceof ConstraintViolationException
        || e.getCause() instanceof ConstraintViolationException;
  }

  private static Conflict taken(String name) {
    return new Conflict(
        "a ticket provider named '%s' exists already; choose another name".formatted(name));
  }
}
