package dev.tocsin.identity.absence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Time off as stored. */
@Entity
@Table(schema = "identity", name = "time_off")
class TimeOffRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "user_id", updatable = false)
  UUID userId;

  @Column(name = "start_time", updatable = false)
  Instant startTime;

  @Column(name = "end_time")
  Instant endTime;

  @Column(updatable = false)
  String note;

  @Column(name = "created_by", updatable = false)
  String createdBy;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  TimeOffRecord() {}

  TimeOffRecord(
      UUID tenantId,
      UUID id,
      UUID userId,
      Instant start,
      Instant end,
      String note,
      String actor,
      Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.userId = userId;
    this.startTime = start;
    this.endTime = end;
    this.note = note;
    this.createdBy = actor;
    this.createTime = now;
  }
}
