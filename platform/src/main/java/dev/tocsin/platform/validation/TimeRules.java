package dev.tocsin.platform.validation;

import build.buf.validate.DurationRules;
import build.buf.validate.FieldRules;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.Set;

/** Ranges of durations, and what the types of time allow at all. */
final class TimeRules {
  private TimeRules() {}

  static ValueRule compile(FieldDescriptor field, FieldRules rules) {
    return switch (field.getMessageType().getFullName()) {
      case "google.protobuf.Duration" -> duration(field, rules.getDuration());
      case "google.protobuf.Timestamp" ->
          value ->
              Timestamps.isValid(timestamp((Message) value))
                  ? null
                  : "must lie between the years 1 and 9999";
      default -> ValueRule.NONE;
    };
  }

  private static ValueRule duration(FieldDescriptor field, DurationRules rules) {
    RuleCompiler.only(field, rules, Set.of("gt", "gte", "lt", "lte"));
    return value -> {
      Duration held = duration((Message) value);
      if (!Durations.isValid(held)) {
        return "is not a duration";
      }
      String is = ", is " + Durations.toString(held);
      if (rules.hasGte() && Durations.compare(held, rules.getGte()) < 0) {
        return "must be at least " + Durations.toString(rules.getGte()) + is;
      }
      if (rules.hasGt() && Durations.compare(held, rules.getGt()) <= 0) {
        return "must be longer than " + Durations.toString(rules.getGt()) + is;
      }
      if (rules.hasLte() && Durations.compare(held, rules.getLte()) > 0) {
        return "must be at most " + Durations.toString(rules.getLte()) + is;
      }
      if (rules.hasLt() && Durations.compare(held, rules.getLt()) >= 0) {
        return "must be shorter than " + Durations.toString(rules.getLt()) + is;
      }
      return null;
    };
  }

  private static Duration duration(Message message) {
    return Duration.newBuilder().setSeconds(seconds(message)).setNanos(nanos(message)).build();
  }

  private static Timestamp timestamp(Message message) {
    return Timestamp.newBuilder().setSeconds(seconds(message)).setNanos(nanos(message)).build();
  }

  private static long seconds(Message m) {
    return (Long) m.getField(m.getDescriptorForType().findFieldByNumber(1));
  }

  private static int nanos(Message m) {
    return (Integer) m.getField(m.getDescriptorForType().findFieldByNumber(2));
  }
}
