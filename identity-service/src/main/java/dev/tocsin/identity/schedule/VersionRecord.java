package dev.tocsin.identity.schedule;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version of a schedule as stored. It never changes. */
@Entity
@Table(schema = "identity", name = "schedule_version")
class VersionRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "schedule_id", updatable = false)
  UUID scheduleId;

  @Column(updatable = false)
  int version;

  /** Null for the first one, which holds for all time before the second. */
  @Column(name = "effective_time", updatable = false)
  @Nullable Instant effectiveTime;

  @Column(updatable = false)
  String author;

  @Column(updatable = false)
  String note;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(updatable = false)
  String definition;

  @Column(updatable = false)
  String anchors;

  @Column(updatable = false)
  UUID[] people;

  @Column(updatable = false)
  UUID[] feeds;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  VersionRecord() {}

  VersionRecord(
      ScheduleRecord schedule,
      UUID id,
      Definition definition,
      @Nullable Instant effectiveTime,
      String author,
      String note,
      Instant now) {
    this.id = id;
    this.tenantId = schedule.tenantId;
    this.scheduleId = schedule.id;
    this.version = schedule.lastVersion;
    this.effectiveTime = effectiveTime;
    this.author = author;
    this.note = note;
    this.createTime = now;
    this.definition = definition.json();
    this.anchors = definition.anchorsJson();
    this.people = definition.people().toArray(UUID[]::new);
    this.feeds = definition.feeds().toArray(UUID[]::new);
  }

  Definition definition() {
    return Definition.parse(definition, anchors);
  }

  /** Whether it is in force at this instant or was before. */
  boolean hasBegun(Instant now) {
    return effectiveTime == null || !effectiveTime.isAfter(now);
  }
}
