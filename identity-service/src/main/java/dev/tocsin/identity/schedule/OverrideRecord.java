package dev.tocsin.identity.schedule;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An override as stored. */
@Entity
@Table(schema = "identity", name = "schedule_override")
class OverrideRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "schedule_id", updatable = false)
  UUID scheduleId;

  @Column(name = "user_id", updatable = false)
  UUID userId;

  @Column(name = "start_time", updatable = false)
  Instant startTime;

  @Column(name = "end_time", updatable = false)
  Instant endTime;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  OverrideRecord() {}

  OverrideRecord(UUID tenantId, UUID scheduleId, Takeover takeover) {
    this.id = takeover.id();
    this.tenantId = tenantId;
    this.scheduleId = scheduleId;
    this.userId = takeover.person();
    this.startTime = takeover.start();
    this.endTime = takeover.end();
    this.createTime = takeover.created();
  }

  Takeover plan() {
    return new Takeover(id, userId, startTime, endTime, createTime);
  }
}
