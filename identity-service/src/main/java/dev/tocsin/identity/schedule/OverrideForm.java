package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.oncall.OverrideRule.Kind;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.OverrideKind;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Overrides as proto messages, and their numbers as they are stored. */
final class OverrideForm {

  /** Overrides that are only thought of count as made in the far future, in their order. */
  private static final Instant NOT_MADE_YET = Instant.MAX.minusSeconds(1_000_000);

  /** As far ahead as a version may be planned; who is on call is found by walking through it. */
  private static final Duration LONGEST = Versions.FURTHEST;

  private OverrideForm() {}

  static Kind kind(int number) {
    return switch (OverrideKind.forNumber(number)) {
      case OVERRIDE_KIND_REPLACE -> Kind.REPLACE;
      case OVERRIDE_KIND_ADD -> Kind.ADD;
      case OVERRIDE_KIND_REMOVE -> Kind.REMOVE;
      case OVERRIDE_KIND_CLEAR -> Kind.CLEAR;
      case null, default -> Kind.TAKE_OVER;
    };
  }

  static OverrideKind message(Kind kind) {
    return switch (kind) {
      case TAKE_OVER -> OverrideKind.OVERRIDE_KIND_TAKE_OVER;
      case REPLACE -> OverrideKind.OVERRIDE_KIND_REPLACE;
      case ADD -> OverrideKind.OVERRIDE_KIND_ADD;
      case REMOVE -> OverrideKind.OVERRIDE_KIND_REMOVE;
      case CLEAR -> OverrideKind.OVERRIDE_KIND_CLEAR;
    };
  }

  static Optional<Duty> duty(int number) {
    return number == 0
        ? Optional.empty()
        : Optional.of(LayerForm.duty(dev.tocsin.proto.identity.v1.Duty.forNumber(number)));
  }

  static int number(Optional<Duty> duty) {
    return duty.map(named -> LayerForm.message(named).getNumber()).orElse(0);
  }

  /**
   * Reads an override.
   *
   * @param field where it is, for errors
   * @throws Invalid naming the field, when it is not valid
   */
  static OverrideRule read(String field, ScheduleOverride wanted, UUID id, Instant created) {
    Instant start = ProtoTime.instant(field + ".start_time", wanted.getStartTime());
    Instant end = ProtoTime.instant(field + ".end_time", wanted.getEndTime());
    if (!start.isBefore(end)) {
      throw Invalid.field(
          field + ".end_time", "%s is not after the start, %s".formatted(end, start));
    }
    if (start.plus(LONGEST).isBefore(end)) {
      throw Invalid.field(
          field + ".end_time",
          "an override lasts at most %d days: change the layers for what lasts longer"
              .formatted(LONGEST.toDays()));
    }
    Kind kind = kind(wanted.getKindValue());
    boolean puts = kind != Kind.REMOVE && kind != Kind.CLEAR;
    boolean takes = kind == Kind.REPLACE || kind == Kind.REMOVE;
    person(field + ".user_id", wanted.getUserId(), puts, "puts on call", kind);
    person(field + ".replaces_user_id", wanted.getReplacesUserId(), takes, "takes off", kind);
    if (takes && wanted.getReplacesUserId().equalsIgnoreCase(wanted.getUserId())) {
      throw Invalid.field(field + ".replaces_user_id", "is the same person as user_id");
    }
    return new OverrideRule(
        id,
        kind,
        id(field + ".user_id", wanted.getUserId()),
        id(field + ".replaces_user_id", wanted.getReplacesUserId()),
        id(field + ".layer_id", wanted.getLayerId()),
        duty(wanted.getDutyValue()),
        start,
        end,
        created);
  }

  private static void person(String field, String id, boolean needed, String what, Kind kind) {
    if (needed && id.isEmpty()) {
      throw Invalid.field(
          field, "say whom an override of kind %s %s".formatted(message(kind), what));
    }
    if (!needed && !id.isEmpty()) {
      throw Invalid.field(field, "an override of kind %s %s nobody".formatted(message(kind), what));
    }
  }

  private static Optional<UUID> id(String field, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Requests.id(field, text));
  }

  /**
   * The overrides of a preview.
   *
   * @throws Invalid naming the field, when one is not valid
   */
  static List<Planned.Override> thoughtOf(List<ScheduleOverride> wanted) {
    List<Planned.Override> overrides = new ArrayList<>();
    for (ScheduleOverride override : wanted) {
      String field = "overrides[" + overrides.size() + "]";
      UUID id =
          override.getId().isEmpty()
              ? new UUID(0, overrides.size() + 1L)
              : Requests.id(field + ".id", override.getId());
      Instant created =
          override.hasCreateTime()
              ? ProtoTime.instant(field + ".create_time", override.getCreateTime())
              : NOT_MADE_YET.plusSeconds(overrides.size());
      overrides.add(
          new Planned.Override(
              read(field, override, id, created), override.getNote(), override.getAuthor()));
    }
    return overrides;
  }

  static ScheduleOverride message(String scheduleId, Planned.Override override) {
    OverrideRule rule = override.rule();
    ScheduleOverride.Builder message =
        ScheduleOverride.newBuilder()
            .setId(rule.id().toString())
            .setScheduleId(scheduleId)
            .setKind(message(rule.kind()))
            .setStartTime(ProtoTime.of(rule.start()))
            .setEndTime(ProtoTime.of(rule.end()))
            .setDutyValue(number(rule.duty()))
            .setNote(override.note())
            .setAuthor(override.author());
    rule.person().ifPresent(user -> message.setUserId(user.toString()));
    rule.replaces().ifPresent(user -> message.setReplacesUserId(user.toString()));
    rule.layer().ifPresent(layer -> message.setLayerId(layer.toString()));
    if (rule.created().isBefore(NOT_MADE_YET)) {
      message.setCreateTime(ProtoTime.of(rule.created()));
    }
    return message.build();
  }
}
