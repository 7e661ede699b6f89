package dev.tocsin.alerting.policy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.ChannelTarget;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.PolicyStep;
import dev.tocsin.proto.alerting.v1.ScheduleTarget;
import dev.tocsin.proto.alerting.v1.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Policies between the contract and their rows. */
final class PolicyMessages {

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private PolicyMessages() {}

  static PolicyRow row(UUID id, EscalationPolicy asked, Instant now) {
    return new PolicyRow(
        id,
        asked.getName(),
        asked.getDescription(),
        steps(asked.getStepsList()),
        asked.getRepeat(),
        channel(asked),
        asked.hasFallback() ? asked.getFallback().getAddress() : null,
        asked.getDefault(),
        now,
        now);
  }

  static PolicyRow changed(
      PolicyRow before, EscalationPolicy asked, ChangedFields fields, Instant now) {
    PolicyRow after = row(before.id(), asked, now);
    boolean fallback = fields.contains("fallback");
    return new PolicyRow(
        before.id(),
        fields.contains("name") ? after.name() : before.name(),
        fields.contains("description") ? after.description() : before.description(),
        fields.contains("steps") ? after.steps() : before.steps(),
        fields.contains("repeat") ? after.repeat() : before.repeat(),
        fallback ? after.fallbackChannel() : before.fallbackChannel(),
        fallback ? after.fallbackAddress() : before.fallbackAddress(),
        fields.contains("default") ? after.standard() : before.standard(),
        before.createdAt(),
        now);
  }

  static EscalationPolicy message(PolicyRow row) {
    EscalationPolicy.Builder policy = EscalationPolicy.newBuilder();
    try {
      PARSER.merge("{\"steps\":" + row.steps() + "}", policy);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the steps of policy " + row.id() + " cannot be read", e);
    }
    if (row.fallbackChannel() != null) {
      policy.setFallback(
          ChannelTarget.newBuilder()
              .setChannelId(row.fallbackChannel().toString())
              .setAddress(row.fallbackAddress() == null ? "" : row.fallbackAddress()));
    }
    return policy
        .setId(row.id().toString())
        .setName(row.name())
        .setDescription(row.description())
        .setRepeat(row.repeat())
        .setDefault(row.standard())
        .setCreateTime(ProtoTime.of(row.createdAt()))
        .setUpdateTime(ProtoTime.of(row.updatedAt()))
        .build();
  }

  /** JSON array as it is stored. */
  static String steps(List<PolicyStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      String provider = steps.get(i).getTicketProviderId();
      if (!provider.isEmpty()) {
        uuid("policy.steps[" + i + "].ticket_provider_id", provider);
      }
      List<Target> targets = steps.get(i).getTargetsList();
      for (int j = 0; j < targets.size(); j++) {
        checkTurn("policy.steps[%d].targets[%d].schedule".formatted(i, j), targets.get(j));
      }
    }
    try {
      String json = PRINTER.print(EscalationPolicy.newBuilder().addAllSteps(steps));
      return new JsonObject(json).getJsonArray("steps", new JsonArray()).encode();
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("policy.steps", "cannot be stored: " + e.getMessage());
    }
  }

  private static @Nullable UUID channel(EscalationPolicy asked) {
    return asked.hasFallback()
        ? uuid("policy.fallback.channel_id", asked.getFallback().getChannelId())
        : null;
  }

  /**
   * Fails when a target wants two people in one.
   *
   * @param field where the target's schedule stands in the request
   */
  static void checkTurn(String field, Target target) {
    ScheduleTarget schedule = target.getSchedule();
    if (schedule.getNext() && schedule.getSecondary()) {
      throw Invalid.field(
          field + ".secondary", "give either this or next, not both: name two targets for both");
    }
  }

  static UUID uuid(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id");
    }
  }
}
