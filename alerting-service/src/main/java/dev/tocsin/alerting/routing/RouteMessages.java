package dev.tocsin.alerting.routing;

import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Routes between the contract and the domain. */
public final class RouteMessages {

  /** The fields that may change. */
  static final String[] CHANGEABLE = {
    "name",
    "position",
    "condition",
    "continue",
    "group_by",
    "group_wait",
    "suppress_hours",
    "policy_id",
    "template_id",
    "ticket_provider_id",
    "disabled"
  };

  private RouteMessages() {}

  /**
   * The route that is asked for.
   *
   * @param policy its policy, from {@link #id}
   */
  public static Route route(
      UUID id, dev.tocsin.proto.alerting.v1.Route asked, UUID policy, Instant now) {
    return new Route(
        id,
        asked.getName(),
        asked.getPosition(),
        asked.getCondition(),
        asked.getContinue(),
        asked.getGroupByList(),
        ProtoTime.duration(asked.getGroupWait()),
        QuietHoursMessages.hours("route.suppress_hours", asked.getSuppressHoursList(), now),
        policy,
        optional("route.template_id", asked.getTemplateId()),
        optional("route.ticket_provider_id", asked.getTicketProviderId()),
        asked.getDisabled(),
        now,
        now);
  }

  static Route changed(Route before, Route asked, ChangedFields fields, Instant now) {
    boolean place = fields.contains("position") && asked.position() > 0;
    return new Route(
        before.id(),
        fields.contains("name") ? asked.name() : before.name(),
        place ? asked.position() : before.position(),
        fields.contains("condition") ? asked.condition() : before.condition(),
        fields.contains("continue") ? asked.goesOn() : before.goesOn(),
        fields.contains("group_by") ? asked.groupBy() : before.groupBy(),
        fields.contains("group_wait") ? asked.groupWait() : before.groupWait(),
        fields.contains("suppress_hours") ? asked.quietHours() : before.quietHours(),
        fields.contains("policy_id") ? asked.policy() : before.policy(),
        fields.contains("template_id") ? asked.template() : before.template(),
        fields.contains("ticket_provider_id") ? asked.ticketProvider() : before.ticketProvider(),
        fields.contains("disabled") ? asked.disabled() : before.disabled(),
        before.createdAt(),
        now);
  }

  static dev.tocsin.proto.alerting.v1.Route message(Route route) {
    return dev.tocsin.proto.alerting.v1.Route.newBuilder()
        .setId(route.id().toString())
        .setName(route.name())
        .setPosition(route.position())
        .setCondition(route.condition())
        .setContinue(route.goesOn())
        .addAllGroupBy(route.groupBy())
        .setGroupWait(ProtoTime.of(route.groupWait()))
        .addAllSuppressHours(route.quietHours().stream().map(QuietHoursMessages::message).toList())
        .setPolicyId(route.policy().toString())
        .setTemplateId(route.template().map(UUID::toString).orElse(""))
        .setTicketProviderId(route.ticketProvider().map(UUID::toString).orElse(""))
        .setDisabled(route.disabled())
        .setCreateTime(ProtoTime.of(route.createdAt()))
        .setUpdateTime(ProtoTime.of(route.updatedAt()))
        .build();
  }

  /** The id in a field. */
  public static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id");
    }
  }

  private static Optional<UUID> optional(String field, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(id(field, text));
  }
}
