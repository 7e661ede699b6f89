package dev.tocsin.alerting.silence;

import dev.tocsin.alerting.muting.Matcher;
import dev.tocsin.alerting.muting.Silence;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.wire.ProtoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a request asks of a silence: its matchers and its time, as far as they are given.
 *
 * @param end either this or {@code length}, or none
 */
record SilencePlan(
    List<Matcher> matchers,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<Duration> length,
    String comment) {

  /** The fields that may change. */
  static final String[] CHANGEABLE = {"matchers", "start_time", "end_time", "duration", "comment"};

  private static final String START = "silence.start_time";
  private static final String END = "silence.end_time";
  private static final String LENGTH = "silence.duration";

  /**
   * Reads the fields that are asked for.
   *
   * @throws Invalid for a wrong matcher or time
   */
  static SilencePlan of(
      dev.tocsin.proto.alerting.v1.Silence asked, ChangedFields fields, SilenceConfig limits) {
    boolean end = fields.contains("end_time") && asked.hasEndTime();
    boolean length = fields.contains("duration") && asked.hasDuration();
    if (end && length) {
      throw Invalid.field(LENGTH, "give either this or end_time, not both");
    }
    return new SilencePlan(
        fields.contains("matchers")
            ? SilenceMessages.matchers("silence.matchers", asked.getMatchersList(), limits)
            : List.of(),
        fields.contains("start_time") && asked.hasStartTime()
            ? Optional.of(ProtoTime.instant(START, asked.getStartTime()))
            : Optional.empty(),
        end ? Optional.of(ProtoTime.instant(END, asked.getEndTime())) : Optional.empty(),
        length ? Optional.of(ProtoTime.duration(asked.getDuration())) : Optional.empty(),
        asked.getComment());
  }

  /** A new silence. One that was to begin in the past begins now. */
  Silence begin(UUID id, Actor by, SilenceConfig limits, Instant now) {
    Instant starts = start.filter(at -> at.isAfter(now)).orElse(now);
    return within(
        new Silence(
            id,
            matchers,
            starts,
            end(starts).orElseThrow(() -> Invalid.field(END, "give this, or a duration")),
            comment,
            by,
            Optional.empty(),
            now,
            now),
        limits,
        now);
  }

  /** The silence with what changes of it. */
  Silence change(Silence before, ChangedFields fields, SilenceConfig limits, Instant now) {
    if (before.at(now) == Silence.State.EXPIRED) {
      throw new Precondition(
          "silence "
              + before.id()
              + " is over since "
              + before.endsAt()
              + ": create another one with its matchers");
    }
    boolean begun = before.at(now) == Silence.State.ACTIVE;
    Instant starts = begun ? before.startsAt() : start.orElse(before.startsAt());
    if (begun && start.filter(at -> at.isAfter(now)).isPresent()) {
      throw Invalid.field(START, "cannot be put off: it has begun at " + before.startsAt());
    }
    if (starts.isBefore(now) && !begun) {
      starts = now;
    }
    return within(
        new Silence(
            before.id(),
            fields.contains("matchers") ? matchers : before.matchers(),
            starts,
            end(begun ? now : starts).orElse(before.endsAt()),
            fields.contains("comment") ? comment : before.comment(),
            before.createdBy(),
            before.expiredBy(),
            before.createdAt(),
            now),
        limits,
        now);
  }

  private Optional<Instant> end(Instant from) {
    if (length.isEmpty()) {
      return end;
    }
    try {
      return length.map(from::plus);
    } catch (ArithmeticException | java.time.DateTimeException e) {
      throw Invalid.field(LENGTH, "leads beyond all time");
    }
  }

  private Silence within(Silence silence, SilenceConfig limits, Instant now) {
    String field = length.isPresent() ? LENGTH : END;
    if (!silence.endsAt().isAfter(silence.startsAt()) || !silence.endsAt().isAfter(now)) {
      throw Invalid.field(field, "must lie after the start, and ahead");
    }
    if (silence.endsAt().isAfter(silence.startsAt().plus(limits.longest()))) {
      throw Invalid.field(
          field,
          "lies further from the start than " + limits.longest() + ", the longest that is allowed");
    }
    return silence;
  }
}
