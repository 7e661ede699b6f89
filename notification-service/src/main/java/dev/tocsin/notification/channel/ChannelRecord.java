package dev.tocsin.notification.channel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A configured channel as stored. */
@Entity
@Table(schema = "notification", name = "channel")
class ChannelRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  String name;

  @Column(updatable = false)
  String kind;

  boolean disabled;

  @Column(name = "is_default")
  boolean isDefault;

  /** Sealed. */
  @Column(name = "default_address")
  byte @Nullable [] defaultAddress;

  /** Messages a second; 0 for what is usual for the kind. */
  double rate;

  /** Messages at once; 0 for what is usual. */
  int burst;

  /** JSON of what may be shown. */
  String settings;

  /** Sealed JSON of the rest. */
  byte[] secrets;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  ChannelRecord() {}

  @SuppressWarnings("NullAway.Init")
  ChannelRecord(UUID tenantId, UUID id, String kind, Instant now) {
    this.tenantId = tenantId;
    this.id = id;
    this.kind = kind;
    this.createdAt = now;
    this.updatedAt = now;
  }
}
