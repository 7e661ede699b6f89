package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.proto.identity.v1.OverrideKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
  @Nullable UUID userId;

  @Column(name = "start_time", updatable = false)
  Instant startTime;

  /** Comes nearer when what has begun is deleted. */
  @Column(name = "end_time")
  Instant endTime;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  /** Number of {@link OverrideKind}. */
  @Column(updatable = false)
  short kind;

  /** Number of {@code Duty}; 0 when none was named. */
  @Column(updatable = false)
  short duty;

  @Column(name = "replaces_user_id", updatable = false)
  @Nullable UUID replacesUserId;

  @Column(name = "layer_id", updatable = false)
  @Nullable UUID layerId;

  @Column(updatable = false)
  String note;

  @Column(updatable = false)
  String author;

  @Column(name = "swap_id", updatable = false)
  @Nullable UUID swapId;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  OverrideRecord() {}

  OverrideRecord(UUID tenantId, UUID scheduleId, OverrideRule rule, String note, String author) {
    this.id = rule.id();
    this.tenantId = tenantId;
    this.scheduleId = scheduleId;
    this.userId = rule.person().orElse(null);
    this.startTime = rule.start();
    this.endTime = rule.end();
    this.createTime = rule.created();
    this.kind = (short) OverrideForm.message(rule.kind()).getNumber();
    this.duty = (short) OverrideForm.number(rule.duty());
    this.replacesUserId = rule.replaces().orElse(null);
    this.layerId = rule.layer().orElse(null);
    this.note = note;
    this.author = author;
  }

  Planned.Override planned() {
    return new Planned.Override(
        new OverrideRule(
            id,
            OverrideForm.kind(kind),
            Optional.ofNullable(userId),
            Optional.ofNullable(replacesUserId),
            Optional.ofNullable(layerId),
            OverrideForm.duty(duty),
            startTime,
            endTime,
            createTime),
        note,
        author);
  }
}
