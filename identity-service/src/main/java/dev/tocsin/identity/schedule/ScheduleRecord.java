package dev.tocsin.identity.schedule;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  @Column(name = "time_zone")
  String timeZone;

  @Column(name = "team_id")
  @Nullable UUID teamId;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "update_time")
  Instant updateTime;

  @ElementCollection
  @CollectionTable(
      schema = "identity",
      name = "schedule_layer",
      joinColumns = @JoinColumn(name = "schedule_id"))
  Set<LayerRecord> layers = new LinkedHashSet<>();

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
    this.timeZone = "UTC";
  }

  /** The layers in their order. */
  List<LayerRecord> layers() {
    return layers.stream().sorted(Comparator.comparingInt(layer -> layer.position)).toList();
  }
}
