package dev.tocsin.identity.schedule;

import dev.tocsin.proto.identity.v1.RotationUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A layer of a schedule as stored. */
@Embeddable
class LayerRecord {

  @Column(name = "tenant_id")
  UUID tenantId;

  int position;
  String name;

  /** Number of {@link RotationUnit}. */
  short unit;

  int length;

  @Column(name = "handoff_time")
  String handoffTime;

  /** Number of {@code Weekday}; 0 for rotations by days. */
  @Column(name = "handoff_day")
  short handoffDay;

  @Column(name = "start_date")
  LocalDate startDate;

  UUID[] participants;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  LayerRecord() {}

  LayerRecord(
      UUID tenantId,
      int position,
      String name,
      RotationUnit unit,
      int length,
      String handoffTime,
      int handoffDay,
      LocalDate startDate,
      List<UUID> participants) {
    this.tenantId = tenantId;
    this.position = position;
    this.name = name;
    this.unit = (short) unit.getNumber();
    this.length = length;
    this.handoffTime = handoffTime;
    this.handoffDay = (short) handoffDay;
    this.startDate = startDate;
    this.participants = participants.toArray(UUID[]::new);
  }

  RotationUnit unit() {
    return RotationUnit.forNumber(unit);
  }

  List<UUID> participants() {
    return List.of(participants);
  }

  Layer plan() {
    LocalTime handoff = LocalTime.parse(handoffTime);
    Rotation rotation =
        unit() == RotationUnit.ROTATION_UNIT_WEEK
            ? Rotation.weekly(length, handoff, DayOfWeek.of(handoffDay), startDate)
            : Rotation.daily(length, handoff, startDate);
    return new Layer(name, rotation, participants());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LayerRecord layer
        && tenantId.equals(layer.tenantId)
        && position == layer.position
        && name.equals(layer.name)
        && unit == layer.unit
        && length == layer.length
        && handoffTime.equals(layer.handoffTime)
        && handoffDay == layer.handoffDay
        && startDate.equals(layer.startDate)
        && Arrays.equals(participants, layer.participants);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenantId, position, name, handoffTime, startDate);
  }
}
