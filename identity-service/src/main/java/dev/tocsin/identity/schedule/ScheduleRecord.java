package dev.tocsin.identity.schedule;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A schedule as stored. */
@Entity
@Table(schema = "identity", name = "schedule")
class ScheduleRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  String name;
  String description;

  @Column(name = "team_id")
  @Nullable UUID teamId;

  /** Number of the newest version there ever was. */
  @Column(name = "last_version")
  int lastVersion;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "update_time")
  Instant updateTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  ScheduleRecord() {}

  ScheduleRecord(UUID tenantId, UUID id, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.createTime = now;
    this.updateTime = now;
    this.name = "";
    this.description = "";
    this.lastVersion = 1;
  }
}
