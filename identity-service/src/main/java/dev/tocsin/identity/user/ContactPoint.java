package dev.tocsin.identity.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A way to reach a person, as stored. */
@Entity
@Table(schema = "identity", name = "contact_method")
class ContactPoint {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "user_id", updatable = false)
  UUID userId;

  short kind;
  String address;
  String label;
  boolean enabled;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  ContactPoint() {}

  ContactPoint(
      UUID tenantId, UUID id, UUID userId, ContactAddress address, String label, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.userId = userId;
    this.kind = (short) address.kind().getNumber();
    this.address = address.address();
    this.label = label;
    this.enabled = true;
    this.createTime = now;
  }
}
