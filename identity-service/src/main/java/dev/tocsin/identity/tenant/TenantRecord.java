package dev.tocsin.identity.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant as stored. */
@Entity
@Table(schema = "identity", name = "tenant")
class TenantRecord {

  @Id
  @Column(name = "tenant_id")
  UUID id;

  String name;

  @Column(updatable = false)
  String slug;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "update_time")
  Instant updateTime;

  @Column(name = "delete_time")
  @Nullable Instant deleteTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  TenantRecord() {}

  TenantRecord(UUID id, String name, String slug, Instant createTime, Instant updateTime) {
    this.id = id;
    this.name = name;
    this.slug = slug;
    this.createTime = createTime;
    this.updateTime = updateTime;
  }
}
