package dev.tocsin.identity.absence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The public holidays of a person or a schedule as stored. */
@Entity
@Table(schema = "identity", name = "holiday_calendar")
class HolidayRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "user_id", updatable = false)
  @Nullable UUID userId;

  @Column(name = "schedule_id", updatable = false)
  @Nullable UUID scheduleId;

  /** Country and region; empty for those of an imported calendar. */
  String region;

  @Column(name = "feed_id")
  @Nullable UUID feedId;

  @Column(name = "created_by")
  String createdBy;

  @Column(name = "create_time")
  Instant createTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  HolidayRecord() {}

  HolidayRecord(
      UUID tenantId, UUID id, @Nullable UUID userId, @Nullable UUID scheduleId, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.userId = userId;
    this.scheduleId = scheduleId;
    this.createTime = now;
    this.region = "";
    this.createdBy = "";
  }
}
