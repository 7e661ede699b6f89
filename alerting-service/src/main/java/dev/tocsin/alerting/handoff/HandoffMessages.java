package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.alert.SignalText;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.DrillResult;
import dev.tocsin.proto.alerting.v1.HandoffNote;
import dev.tocsin.proto.alerting.v1.HandoffSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Hand-offs in the contract's words. */
final class HandoffMessages {

  /** What an update may name; the rest of the settings is the server's and passed over. */
  static final String[] FIELDS = {
    "notices", "notice_before", "drills", "drill_answer_within", "schedule_id", "updated_by"
  };

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST_BEFORE = Duration.ofDays(7);
  private static final Duration LONGEST_WITHIN = Duration.ofHours(2);
  private static final int LONGEST_NOTE = 10_000;

  private HandoffMessages() {}

  static HandoffSettings message(HandoffRules rules) {
    HandoffSettings.Builder message =
        HandoffSettings.newBuilder()
            .setScheduleId(rules.schedule().toString())
            .setNotices(rules.notices())
            .setNoticeBefore(ProtoTime.of(rules.before()))
            .setDrills(rules.drills())
            .setDrillAnswerWithin(ProtoTime.of(rules.within()));
    rules
        .updatedBy()
        .ifPresent(
            by -> message.setUpdatedBy(actor(by)).setUpdateTime(ProtoTime.of(rules.updatedAt())));
    return message.build();
  }

  static HandoffNote message(Note note) {
    return HandoffNote.newBuilder()
        .setId(note.id().toString())
        .setScheduleId(note.schedule().toString())
        .setText(note.text())
        .setAuthor(actor(note.author()))
        .setCreateTime(ProtoTime.of(note.at()))
        .build();
  }

  static dev.tocsin.proto.alerting.v1.Drill message(Drill drill) {
    var message =
        dev.tocsin.proto.alerting.v1.Drill.newBuilder()
            .setId(drill.id().toString())
            .setScheduleId(drill.schedule().map(UUID::toString).orElse(""))
            .setUserId(drill.person().toString())
            .setResult(
                switch (drill.result()) {
                  case RUNNING -> DrillResult.DRILL_RESULT_RUNNING;
                  case ANSWERED -> DrillResult.DRILL_RESULT_ANSWERED;
                  case UNANSWERED -> DrillResult.DRILL_RESULT_UNANSWERED;
                  case UNDELIVERED -> DrillResult.DRILL_RESULT_UNDELIVERED;
                  case ENDED_BY_ANOTHER -> DrillResult.DRILL_RESULT_ENDED_BY_ANOTHER;
                })
            .setDetail(drill.detail())
            .setCreateTime(ProtoTime.of(drill.createdAt()));
    drill
        .page()
        .ifPresent(
            page ->
                message
                    .setAlertId(page.alert().toString())
                    .setAnswerByTime(ProtoTime.of(page.answerBy())));
    drill.answeredAt().ifPresent(at -> message.setAnswerTime(ProtoTime.of(at)));
    return message.build();
  }

  /** The rules before with what the request changes. */
  static HandoffRules change(
      HandoffRules before, HandoffSettings to, ChangedFields fields, Actor by, Instant now) {
    return new HandoffRules(
        before.schedule(),
        fields.contains("notices") ? to.getNotices() : before.notices(),
        fields.contains("notice_before")
            ? length(
                "settings.notice_before",
                to.hasNoticeBefore(),
                to.getNoticeBefore(),
                HandoffRules.USUAL_BEFORE,
                LONGEST_BEFORE)
            : before.before(),
        fields.contains("drills") ? to.getDrills() : before.drills(),
        fields.contains("drill_answer_within")
            ? length(
                "settings.drill_answer_within",
                to.hasDrillAnswerWithin(),
                to.getDrillAnswerWithin(),
                HandoffRules.USUAL_WITHIN,
                LONGEST_WITHIN)
            : before.within(),
        Optional.of(by),
        now);
  }

  private static Duration length(
      String field,
      boolean isSet,
      com.google.protobuf.Duration wanted,
      Duration usual,
      Duration longest) {
    if (!isSet) {
      return usual;
    }
    Duration length = ProtoTime.duration(wanted);
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(longest) > 0) {
      throw Invalid.field(
          field, length + " is not between " + SHORTEST + " and " + longest + ": choose another");
    }
    return Duration.ofSeconds(length.toSeconds());
  }

  /** What a note may say. */
  static String noteText(String text) {
    if (text.isBlank()) {
      throw Invalid.field("note.text", "says nothing");
    }
    if (text.codePointCount(0, text.length()) > LONGEST_NOTE) {
      throw Invalid.field("note.text", "has more than " + LONGEST_NOTE + " characters: shorten it");
    }
    return SignalText.clean(text);
  }

  static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id");
    }
  }

  private static dev.tocsin.proto.alerting.v1.Actor actor(Actor actor) {
    return dev.tocsin.proto.alerting.v1.Actor.newBuilder()
        .setKind(actor.kind())
        .setId(actor.id())
        .build();
  }
}
