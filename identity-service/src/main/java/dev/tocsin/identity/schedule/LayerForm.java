package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.Rotation.Advance;
import dev.tocsin.identity.oncall.Rotation.Unit;
import dev.tocsin.identity.oncall.Slot;
import dev.tocsin.identity.oncall.Turns;
import dev.tocsin.identity.oncall.Window;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Restriction;
import dev.tocsin.proto.identity.v1.Rotation;
import dev.tocsin.proto.platform.v1.Weekday;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which layers are stored and compared: made by {@link LayerDraft}, with everything
 * said that has a default, people in slots, and an id. Here it becomes a layer of the calculator,
 * and a layer of an answer.
 */
final class LayerForm {

  private LayerForm() {}

  /** As the calculator takes it. */
  static dev.tocsin.identity.oncall.Layer planned(
      Layer layer, Optional<Definition.Anchor> anchor, Map<UUID, List<Turns.Event>> events) {
    return new dev.tocsin.identity.oncall.Layer(
        UUID.fromString(layer.getId()),
        layer.getName(),
        duty(layer.getDuty()),
        layer.getPrecedence(),
        layer.getTimeZone().isEmpty()
            ? Optional.empty()
            : Optional.of(ZoneId.of(layer.getTimeZone())),
        layer.hasStartTime()
            ? Optional.of(ProtoTime.instant("start_time", layer.getStartTime()))
            : Optional.empty(),
        layer.hasEndTime()
            ? Optional.of(ProtoTime.instant("end_time", layer.getEndTime()))
            : Optional.empty(),
        layer.getRestrictionsList().stream().map(LayerForm::window).toList(),
        layer.getSecondaryOffset(),
        turns(layer, anchor, events));
  }

  private static Turns turns(
      Layer layer, Optional<Definition.Anchor> anchor, Map<UUID, List<Turns.Event>> events) {
    if (!layer.getFeedId().isEmpty()) {
      return new Turns.Imported(events.getOrDefault(UUID.fromString(layer.getFeedId()), List.of()));
    }
    return new Turns.Rotating(
        rotation(layer.getRotation()),
        layer.getSlotsList().stream()
            .map(
                slot ->
                    new Slot(
                        slot.getUserIdsList().stream().map(UUID::fromString).toList(),
                        slot.getLength()))
            .toList(),
        anchor.map(Definition.Anchor::slot).orElse(layer.getRotation().getFirstSlot()),
        anchor.map(Definition.Anchor::at));
  }

  private static dev.tocsin.identity.oncall.Rotation rotation(Rotation rotation) {
    return new dev.tocsin.identity.oncall.Rotation(
        switch (rotation.getUnit()) {
          case ROTATION_UNIT_HOUR -> Unit.HOUR;
          case ROTATION_UNIT_DAY -> Unit.DAY;
          case ROTATION_UNIT_WEEK -> Unit.WEEK;
          case ROTATION_UNIT_MONTH -> Unit.MONTH;
          case ROTATION_UNIT_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalStateException("a stored rotation has no unit");
        },
        rotation.getLength(),
        LocalTime.parse(rotation.getHandoffTime()),
        rotation.getHandoffDay() == Weekday.WEEKDAY_UNSPECIFIED
            ? Optional.empty()
            : Optional.of(DayOfWeek.of(rotation.getHandoffDayValue())),
        LocalDate.parse(rotation.getStartDate()),
        rotation.getAdvance() == dev.tocsin.proto.identity.v1.Advance.ADVANCE_BY_SHIFT
            ? Advance.BY_SHIFT
            : Advance.BY_CALENDAR);
  }

  private static Window window(Restriction restriction) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    restriction.getWeekdaysList().forEach(day -> days.add(DayOfWeek.of(day.getNumber())));
    return new Window(
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
        LocalTime.parse(restriction.getStart()),
        LocalTime.parse(restriction.getEnd()));
  }

  static Duty duty(dev.tocsin.proto.identity.v1.Duty duty) {
    return switch (duty) {
      case DUTY_SECONDARY -> Duty.SECONDARY;
      case DUTY_SHADOW -> Duty.SHADOW;
      case DUTY_PRIMARY, DUTY_UNSPECIFIED, UNRECOGNIZED -> Duty.PRIMARY;
    };
  }

  static dev.tocsin.proto.identity.v1.Duty message(Duty duty) {
    return switch (duty) {
      case PRIMARY -> dev.tocsin.proto.identity.v1.Duty.DUTY_PRIMARY;
      case SECONDARY -> dev.tocsin.proto.identity.v1.Duty.DUTY_SECONDARY;
      case SHADOW -> dev.tocsin.proto.identity.v1.Duty.DUTY_SHADOW;
    };
  }

  /** As answered: in the short form where it says all. */
  static Layer answered(Layer layer) {
    boolean shortForm =
        layer.getSlotsCount() > 0
            && layer.getSlotsList().stream()
                .allMatch(slot -> slot.getUserIdsCount() == 1 && slot.getLength() == 1);
    if (!shortForm) {
      return layer;
    }
    Layer.Builder answer = layer.toBuilder().clearSlots();
    layer.getSlotsList().forEach(slot -> answer.addParticipants(slot.getUserIds(0)));
    return answer.build();
  }

  /** An instant that an unset time stands for. */
  static Instant since(@Nullable Instant effective) {
    return effective == null ? Instant.MIN : effective;
  }
}
