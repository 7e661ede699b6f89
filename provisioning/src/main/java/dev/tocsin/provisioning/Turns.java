package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import dev.tocsin.proto.identity.v1.Advance;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Rotation;
import dev.tocsin.proto.identity.v1.RotationUnit;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.platform.v1.Weekday;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The turns of a schedule: one rotation beside its name, or several below {@code layers}. {@code
 * rotation} is {@code hourly}, {@code daily}, {@code weekly}, {@code monthly} or {@code custom}
 * ({@code unit} and {@code length}); {@code handoff} is a time, with a day in front where weeks are
 * counted.
 */
final class Turns {
  /** The first turn's day where none is given: always the same, so that turns stay as they are. */
  private static final String FIRST_DAY = "2026-01-05";

  private static final Pattern HANDOFF =
      Pattern.compile("\\s*(?:([A-Za-z]+)\\s+)?(\\d{1,2}:\\d\\d)\\s*");

  private Turns() {}

  static void write(Body body, Schedule.Builder schedule) {
    body.text("timezone").ifPresent(zone -> schedule.setTimeZone(zone.text()));
    if (schedule.getTimeZone().isEmpty()) {
      schedule.setTimeZone("UTC");
    }
    body.text("team")
        .ifPresent(name -> schedule.setTeamId(body.id(Kind.TEAM, name.place(), name.text())));
    List<Layer> before = List.copyOf(schedule.getLayersList());
    Optional<List<YamlValue>> layers = body.list("layers");
    if (layers.isPresent()) {
      schedule.clearLayers();
      for (YamlValue value : layers.get()) {
        if (value instanceof YamlMap map) {
          Body within = body.within(map);
          String name = within.text("name").map(YamlText::text).orElse("");
          Optional<YamlText> zone = within.text("timezone");
          Layer.Builder layer = layer(within, true).orElseGet(Layer::newBuilder).setName(name);
          zone.ifPresent(text -> layer.setTimeZone(text.text()));
          Fields.write(within, layer);
          schedule.addLayers(known(layer, before, schedule));
        } else {
          body.problem(value.place(), "a layer is a group of keys, not " + value.what());
        }
      }
    } else {
      layer(body, false)
          .ifPresent(
              layer -> {
                schedule.clearLayers();
                schedule.addLayers(known(layer, before, schedule));
              });
    }
  }

  /** As the API would answer it, so that what is declared twice changes nothing. */
  private static Layer known(Layer.Builder layer, List<Layer> before, Schedule.Builder schedule) {
    if (layer.getDuty() == Duty.DUTY_UNSPECIFIED) {
      layer.setDuty(Duty.DUTY_PRIMARY);
    }
    if (layer.getId().isEmpty()) {
      sameAs(layer, before, schedule.getLayersCount())
          .map(Layer::getId)
          .filter(id -> schedule.getLayersList().stream().noneMatch(l -> l.getId().equals(id)))
          .ifPresent(layer::setId);
    }
    return layer.build();
  }

  /** The layer there is of the same name or, without one, at the same place. */
  private static Optional<Layer> sameAs(Layer.Builder layer, List<Layer> before, int place) {
    return layer.getName().isEmpty()
        ? before.stream().skip(place).findFirst().filter(old -> old.getName().isEmpty())
        : before.stream().filter(old -> old.getName().equals(layer.getName())).findFirst();
  }

  /**
   * @param must whether there must be turns; else there are none where nothing is said of them
   */
  private static Optional<Layer.Builder> layer(Body body, boolean must) {
    Optional<List<YamlValue>> people = body.list("participants");
    Optional<YamlText> kind = body.text("rotation");
    Optional<YamlText> unit = body.text("unit");
    Optional<YamlText> length = body.text("length");
    Optional<YamlText> handoff = body.text("handoff");
    Optional<YamlText> start = body.text("start_date", "start");
    Optional<YamlText> advance = body.text("advance");
    Optional<List<YamlValue>> restrictions = body.list("restrictions");
    if (people.isEmpty()) {
      if (must) {
        body.problem(body.place(), "the layer has no `participants`: who takes turns?");
      } else {
        kind.ifPresent(text -> nobody(body, text, "rotation"));
        unit.ifPresent(text -> nobody(body, text, "unit"));
        length.ifPresent(text -> nobody(body, text, "length"));
        handoff.ifPresent(text -> nobody(body, text, "handoff"));
        start.ifPresent(text -> nobody(body, text, "start_date"));
        advance.ifPresent(text -> nobody(body, text, "advance"));
        restrictions.ifPresent(all -> all.forEach(one -> nobody(body, one, "restrictions")));
      }
      return Optional.empty();
    }
    Rotation.Builder rotation = Rotation.newBuilder().setLength(1).setHandoffTime("09:00");
    rotation.setUnit(RotationUnit.ROTATION_UNIT_WEEK);
    kind.ifPresent(text -> kind(body, text, unit.isPresent(), rotation));
    unit.ifPresent(
        text -> Fields.set(body, rotation, Rotation.getDescriptor().findFieldByName("unit"), text));
    length.ifPresent(
        text ->
            Fields.set(body, rotation, Rotation.getDescriptor().findFieldByName("length"), text));
    handoff.ifPresent(text -> handoff(body, text, rotation));
    if (rotation.getUnit() == RotationUnit.ROTATION_UNIT_WEEK
        && rotation.getHandoffDay() == Weekday.WEEKDAY_UNSPECIFIED) {
      rotation.setHandoffDay(Weekday.WEEKDAY_MONDAY);
    }
    rotation.setStartDate(start.map(YamlText::text).orElse(FIRST_DAY));
    rotation.setAdvance(Advance.ADVANCE_BY_CALENDAR);
    advance.ifPresent(
        text ->
            Fields.set(body, rotation, Rotation.getDescriptor().findFieldByName("advance"), text));
    Layer.Builder layer = Layer.newBuilder().setRotation(rotation);
    Slots.write(body, people.get(), layer);
    restrictions.ifPresent(all -> all.forEach(one -> Slots.restriction(body, one, layer)));
    return Optional.of(layer);
  }

  private static void nobody(Body body, YamlValue text, String key) {
    body.problem(text.place(), "`%s` without `participants`: who takes turns?".formatted(key));
  }

  private static void kind(Body body, YamlText text, boolean unitGiven, Rotation.Builder rotation) {
    switch (text.text().toLowerCase(Locale.ROOT)) {
      case "daily" -> rotation.setUnit(RotationUnit.ROTATION_UNIT_DAY);
      case "hourly" -> rotation.setUnit(RotationUnit.ROTATION_UNIT_HOUR);
      case "monthly" -> rotation.setUnit(RotationUnit.ROTATION_UNIT_MONTH);
      case "weekly" -> rotation.setUnit(RotationUnit.ROTATION_UNIT_WEEK);
      case "custom" -> {
        if (!unitGiven) {
          body.problem(
              text.place(),
              "a custom rotation needs `unit` (hour, day, week or month) and `length`");
        }
      }
      default ->
          body.problem(
              text.place(),
              "`rotation` is '%s', but takes hourly, daily, weekly, monthly or custom"
                  .formatted(text.text()));
    }
  }

  private static void handoff(Body body, YamlText text, Rotation.Builder rotation) {
    Matcher found = HANDOFF.matcher(text.text());
    if (!found.matches()) {
      body.problem(
          text.place(),
          "`handoff` is '%s', but takes a time, as 09:00, or a day and a time, as monday 09:00"
              .formatted(text.text()));
      return;
    }
    String time = found.group(2);
    rotation.setHandoffTime(time.length() == 4 ? "0" + time : time);
    if (found.group(1) != null) {
      Fields.set(
          body,
          rotation,
          Rotation.getDescriptor().findFieldByName("handoff_day"),
          new YamlText(text.place(), found.group(1), false));
    }
  }
}
