package dev.tocsin.identity.apikey;

import dev.tocsin.proto.platform.v1.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key as stored: everything but the key. */
@Entity
@Table(schema = "identity", name = "api_key")
class KeyRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(updatable = false)
  String description;

  @Column(updatable = false)
  short role;

  @Column(updatable = false)
  String[] scopes;

  @Column(name = "masked_key", updatable = false)
  String maskedKey;

  @Column(updatable = false)
  byte[] hash;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "expire_time", updatable = false)
  @Nullable Instant expireTime;

  /** Written by {@link LastUse} alone. */
  @Column(name = "last_used_time", insertable = false, updatable = false)
  @Nullable Instant lastUsedTime;

  @Column(name = "revoke_time")
  @Nullable Instant revokeTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  KeyRecord() {}

  KeyRecord(
      UUID tenantId, UUID id, NewKey wanted, String maskedKey, byte[] hash, Instant createTime) {
    this.tenantId = tenantId;
    this.id = id;
    this.description = wanted.description();
    this.role = (short) wanted.role().getNumber();
    this.scopes = wanted.scopes().toArray(String[]::new);
    this.maskedKey = maskedKey;
    this.hash = hash;
    this.createTime = createTime;
    this.expireTime = wanted.expireTime().orElse(null);
  }

  Role role() {
    return Role.forNumber(role);
  }
}
