package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.YamlList;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.Restriction;
import dev.tocsin.proto.identity.v1.Slot;
import dev.tocsin.proto.platform.v1.Weekday;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who takes turns in a layer, and when it works. A participant is a person, {@code nobody}, a list
 * of people together, or a group with {@code users} and {@code length}; a restriction is {@code
 * mon-fri 08:00-18:00}, {@code sat,sun 10:00-12:00}, {@code 22:00-06:00}, or the contract's fields.
 */
final class Slots {

  private static final Pattern HOURS =
      Pattern.compile("\\s*(?:([A-Za-z,-]+)\\s+)?(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)\\s*");

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private Slots() {}

  /** In the short form where it says all, as the API answers it. */
  static void write(Body body, List<YamlValue> participants, Layer.Builder layer) {
    List<Slot> slots = new ArrayList<>();
    participants.forEach(one -> slots.add(slot(body, one)));
    if (slots.stream().allMatch(slot -> slot.getUserIdsCount() == 1 && slot.getLength() == 1)) {
      slots.forEach(slot -> layer.addParticipants(slot.getUserIds(0)));
    } else {
      layer.addAllSlots(slots);
    }
  }

  private static Slot slot(Body body, YamlValue value) {
    Slot.Builder slot = Slot.newBuilder().setLength(1);
    switch (value) {
      case YamlText text when text.isNull() || text.text().equalsIgnoreCase("nobody") -> {}
      case YamlText text -> slot.addUserIds(body.id(Kind.USER, text.place(), text.text()));
      case YamlList list -> people(body, list.items(), slot);
      case YamlMap map -> {
        Body within = body.within(map);
        within.list("users", "user").ifPresent(users -> people(body, users, slot));
        Fields.write(within, slot);
      }
    }
    return slot.build();
  }

  private static void people(Body body, List<YamlValue> users, Slot.Builder slot) {
    for (YamlValue user : users) {
      if (user instanceof YamlText text && !text.isNull()) {
        slot.addUserIds(body.id(Kind.USER, text.place(), text.text()));
      } else {
        body.problem(user.place(), "a participant is a person, not " + user.what());
      }
    }
  }

  static void restriction(Body body, YamlValue value, Layer.Builder layer) {
    if (value instanceof YamlMap map) {
      Restriction.Builder restriction = Restriction.newBuilder();
      Fields.write(body.within(map), restriction);
      layer.addRestrictions(restriction);
      return;
    }
    Matcher found = HOURS.matcher(value instanceof YamlText text ? text.text() : "");
    Optional<List<Weekday>> days = found.matches() ? days(found.group(1)) : Optional.empty();
    if (days.isEmpty()) {
      body.problem(
          value.place(),
          "a restriction takes days and hours, as mon-fri 08:00-18:00 or sat,sun 10:00-12:00");
      return;
    }
    layer.addRestrictions(
        Restriction.newBuilder()
            .addAllWeekdays(days.get())
            .setStart(found.group(2))
            .setEnd(found.group(3)));
  }

  /** Empty when a day is none. */
  private static Optional<List<Weekday>> days(@Nullable String text) {
    List<Weekday> days = new ArrayList<>();
    if (text == null) {
      return Optional.of(days);
    }
    for (String part : text.toLowerCase(Locale.ROOT).split(",")) {
      String[] ends = part.split("-", 2);
      int first = day(ends[0]);
      int last = day(ends[ends.length - 1]);
      if (first < 0 || last < 0) {
        return Optional.empty();
      }
      for (int day = first; ; day = (day + 1) % DAYS.size()) {
        Weekday weekday = Weekday.forNumber(day + 1);
        if (!days.contains(weekday)) {
          days.add(weekday);
        }
        if (day == last) {
          break;
        }
      }
    }
    return Optional.of(days);
  }

  /** By its first three letters or in full, from 0; negative when it is none. */
  private static int day(String text) {
    for (int day = 0; day < DAYS.size(); day++) {
      String name = Weekday.forNumber(day + 1).name().substring("WEEKDAY_".length());
      if (text.equals(DAYS.get(day)) || text.equalsIgnoreCase(name)) {
        return day;
      }
    }
    return -1;
  }
}
