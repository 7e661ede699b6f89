package dev.tocsin.ticketing.settings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A configured ticket system as stored; secrets are sealed with the key ring. */
@Entity
@Table(schema = "ticketing", name = "ticket_provider")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class TicketProviderRow {
  @Id UUID id;

  @Column(name = "tenant_id", nullable = false, updatable = false)
  UUID tenantId;

  @Column(nullable = false)
  String name;

  @Column(nullable = false, updatable = false)
  String type;

  @Column(nullable = false)
  boolean disabled;

  /** What may be shown, as JSON by the names of the proto message. */
  @Column(nullable = false)
  String settings;

  @Column(name = "sealed_secrets", nullable = false)
  byte[] sealedSecrets;

  /** Field mappings as JSON. */
  @Column(nullable = false)
  String mappings;

  @Column(name = "created_at", nullable = false, updatable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
