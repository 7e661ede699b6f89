package dev.tocsin.identity.schedule;

import dev.tocsin.identity.Zones;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Advance;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Rotation;
import dev.tocsin.proto.identity.v1.RotationUnit;
import dev.tocsin.proto.identity.v1.Slot;
import dev.tocsin.proto.platform.v1.Weekday;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** Reads a layer as somebody wants it. */
final class LayerDraft {

  private LayerDraft() {}

  /**
   * The layer in the form that is stored, but without an id when the request has none.
   *
   * @param field where it is, for errors
   * @throws Invalid naming the field, when it is not valid
   */
  static Layer read(String field, Layer wanted) {
    Layer.Builder layer =
        wanted.toBuilder()
            .setId(wanted.getId().toLowerCase(Locale.ROOT))
            .setName(wanted.getName().strip())
            .setDuty(
                wanted.getDuty() == Duty.DUTY_UNSPECIFIED ? Duty.DUTY_PRIMARY : wanted.getDuty());
    if (!wanted.getTimeZone().isEmpty()) {
      Zones.known(field + ".time_zone", wanted.getTimeZone());
    }
    checkEnd(field, wanted);
    if (wanted.getFeedId().isEmpty()) {
      rotates(field, wanted, layer);
    } else {
      imports(field, wanted, layer);
    }
    return layer.build();
  }

  private static void checkEnd(String field, Layer wanted) {
    if (wanted.hasStartTime()) {
      ProtoTime.instant(field + ".start_time", wanted.getStartTime());
    }
    if (wanted.hasEndTime()) {
      var end = ProtoTime.instant(field + ".end_time", wanted.getEndTime());
      if (wanted.hasStartTime()
          && !ProtoTime.instant(field + ".start_time", wanted.getStartTime()).isBefore(end)) {
        throw Invalid.field(field + ".end_time", end + " is not after the layer's start_time");
      }
    }
  }

  private static void imports(String field, Layer wanted, Layer.Builder layer) {
    if (wanted.hasRotation() || wanted.getSlotsCount() + wanted.getParticipantsCount() > 0) {
      throw Invalid.field(
          field + ".feed_id",
          "a layer takes its turns from an imported calendar or from a rotation with people, not"
              + " from both");
    }
    if (wanted.getSecondaryOffset() > 0) {
      throw Invalid.field(
          field + ".secondary_offset", "is for rotations; an imported calendar has no slots");
    }
    layer.setFeedId(wanted.getFeedId().toLowerCase(Locale.ROOT));
  }

  private static void rotates(String field, Layer wanted, Layer.Builder layer) {
    if (!wanted.hasRotation()) {
      throw Invalid.field(
          field + ".rotation",
          "say how the layer rotates, or name an imported calendar in feed_id");
    }
    slots(field, wanted, layer);
    layer.setRotation(rotation(field + ".rotation", wanted.getRotation()));
    if (wanted.getRotation().getFirstSlot() >= layer.getSlotsCount()) {
      throw Invalid.field(
          field + ".rotation.first_slot",
          "there is no slot %d: the last of %d is %d"
              .formatted(
                  wanted.getRotation().getFirstSlot(),
                  layer.getSlotsCount(),
                  layer.getSlotsCount() - 1));
    }
    if (wanted.getSecondaryOffset() > 0) {
      if (layer.getDuty() != Duty.DUTY_PRIMARY) {
        throw Invalid.field(
            field + ".secondary_offset", "is for primary layers: it says who stands behind them");
      }
      long manned =
          layer.getSlotsList().stream().filter(slot -> slot.getUserIdsCount() > 0).count();
      if (manned < 2) {
        throw Invalid.field(
            field + ".secondary_offset", "needs at least two slots that name somebody");
      }
      if (wanted.getSecondaryOffset() % manned == 0) {
        throw Invalid.field(
            field + ".secondary_offset",
            "%d leads each of %d slots back to itself: nobody would be secondary"
                .formatted(wanted.getSecondaryOffset(), manned));
      }
    }
  }

  private static void slots(String field, Layer wanted, Layer.Builder layer) {
    if (wanted.getSlotsCount() > 0 && wanted.getParticipantsCount() > 0) {
      throw Invalid.field(
          field + ".participants", "is short for slots: leave out participants, or slots");
    }
    if (wanted.getSlotsCount() + wanted.getParticipantsCount() == 0) {
      throw Invalid.field(field + ".participants", "name at least one user who takes turns");
    }
    layer.clearParticipants().clearSlots();
    for (String user : wanted.getParticipantsList()) {
      layer.addSlots(Slot.newBuilder().addUserIds(user.toLowerCase(Locale.ROOT)).setLength(1));
    }
    for (Slot slot : wanted.getSlotsList()) {
      Slot.Builder one = Slot.newBuilder().setLength(Math.max(1, slot.getLength()));
      slot.getUserIdsList().forEach(user -> one.addUserIds(user.toLowerCase(Locale.ROOT)));
      layer.addSlots(one);
    }
    if (layer.getSlotsList().stream().allMatch(slot -> slot.getUserIdsCount() == 0)) {
      throw Invalid.field(field + ".slots", "at least one slot must name somebody");
    }
  }

  private static Rotation rotation(String field, Rotation wanted) {
    LocalDate start = date(field + ".start_date", wanted.getStartDate());
    boolean weekly = wanted.getUnit() == RotationUnit.ROTATION_UNIT_WEEK;
    if (!weekly && wanted.getHandoffDay() != Weekday.WEEKDAY_UNSPECIFIED) {
      throw Invalid.field(field + ".handoff_day", "is for rotations by weeks; leave it out");
    }
    Rotation.Builder rotation =
        wanted.toBuilder()
            .setLength(Math.max(1, wanted.getLength()))
            .setAdvance(
                wanted.getAdvance() == Advance.ADVANCE_UNSPECIFIED
                    ? Advance.ADVANCE_BY_CALENDAR
                    : wanted.getAdvance());
    if (weekly && wanted.getHandoffDay() == Weekday.WEEKDAY_UNSPECIFIED) {
      rotation.setHandoffDayValue(start.getDayOfWeek().getValue());
    }
    return rotation.build();
  }

  private static LocalDate date(String field, String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() < 1970 || date.getYear() > 9000) {
        throw Invalid.field(field, "must lie between the years 1970 and 9000, not " + text);
      }
      return date;
    } catch (DateTimeException e) {
      throw Invalid.field(field, "'" + text + "' is not a date of the calendar");
    }
  }
}
