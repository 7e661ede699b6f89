package dev.tocsin.ticketing.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.secret.KeyRing;
import dev.tocsin.ticketing.provider.ProviderSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Reads and writes configured ticket systems; the only place that seals and opens their secrets.
 */
@Singleton
public class TicketProviderStore {
  static final String SECRET = "ticket_provider.secret";
  static final String HEADERS = "ticket_provider.headers";
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

  Uni<TicketProviderRow> update(Caller caller, UUID id, Consumer<TicketProviderRow> change) {
    return database
        .entities(
            caller.tenantId(),
            session ->
                session
                    .find(TicketProviderRow.class, id)
                    .map(row -> found(row, id))
                    .invoke(change)
                    .call(session::flush)
                    .call(
                        row ->
                            audit.record(
                                session,
                                caller,
                                "ticket_provider.update",
                                resource(id),
                                told(row))))
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

  byte[] sealSecret(UUID tenant, String secret) {
    return keys.seal(tenant, SECRET, secret.getBytes(StandardCharsets.UTF_8));
  }

  byte[] sealHeaders(UUID tenant, Map<String, String> headers) {
    try {
      return keys.seal(tenant, HEADERS, JSON.writeValueAsBytes(headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> headers(TicketProviderRow row) {
    try {
      return JSON.readValue(
          keys.open(row.tenantId, HEADERS, row.sealedHeaders),
          new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Settings opened(TicketProviderRow row) {
    String secret =
        new String(keys.open(row.tenantId, SECRET, row.sealedSecret), StandardCharsets.UTF_8);
    return new Settings(
        row.id,
        row.type,
        row.disabled,
        new ProviderSettings.Webhook(row.url, secret, headers(row)));
  }

  private static TicketProviderRow found(TicketProviderRow row, UUID id) {
    if (row == null) {
      throw new NotFound("ticket provider", id);
    }
    return row;
  }

  private static Map<String, Object> told(TicketProviderRow row) {
    return Map.of("name", row.name, "type", row.type, "url", row.url, "disabled", row.disabled);
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
