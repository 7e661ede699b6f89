package dev.tocsin.provisioning;

import com.google.protobuf.Message;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.Integration;
import dev.tocsin.proto.alerting.v1.Route;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import java.util.Locale;

/**
 * What can be declared, in the order in which it is made: what is named comes before who names it.
 */
public enum Kind {
  USER("users", "user", "users", "users", User.getDefaultInstance()),
  TEAM("teams", "team", "teams", "teams", Team.getDefaultInstance()),
  SCHEDULE("schedules", "schedule", "schedules", "schedules", Schedule.getDefaultInstance()),
  CHANNEL("channels", "channel", "channels", "channel", Channel.getDefaultInstance()),
  TICKET_PROVIDER(
      "ticket_providers",
      "ticket provider",
      "providers",
      "ticket_provider",
      TicketProvider.getDefaultInstance()),
  TEMPLATE("templates", "template", "templates", "template", Template.getDefaultInstance()),
  POLICY(
      "escalation_policies",
      "policy",
      "policies",
      "escalation_policy",
      EscalationPolicy.getDefaultInstance()),
  ROUTE("routes", "route", "routes", "route", Route.getDefaultInstance()),
  INTEGRATION(
      "integrations",
      "integration",
      "integrations",
      "integration",
      Integration.getDefaultInstance());

  private final String section;
  private final String noun;
  private final String listField;
  private final String auditNoun;
  private final Message prototype;

  Kind(String section, String noun, String listField, String auditNoun, Message prototype) {
    this.section = section;
    this.noun = noun;
    this.listField = listField;
    this.auditNoun = auditNoun;
    this.prototype = prototype;
  }

  /** Its section in a file. */
  String section() {
    return section;
  }

  /** One of it, for a sentence. */
  String noun() {
    return noun;
  }

  /** The field of a list's answer. */
  String listField() {
    return listField;
  }

  /** How the audit log names one. */
  String auditResource(String id) {
    return auditNoun + "/" + id;
  }

  /** How the audit log calls the making of one. */
  String auditOfCreation() {
    return auditActions() + ".create";
  }

  /** How the audit log calls everything that is done to one. */
  String auditActions() {
    return this == POLICY ? "escalation_policy" : noun.replace(' ', '_');
  }

  /** The service that keeps it. */
  String service() {
    return switch (this) {
      case USER, TEAM, SCHEDULE -> "identity";
      case CHANNEL, TEMPLATE -> "notification";
      case TICKET_PROVIDER -> "ticketing";
      case POLICY, ROUTE, INTEGRATION -> "alerting";
    };
  }

  /** Its message, empty. */
  Message prototype() {
    return prototype;
  }

  /** Its path in the REST API. */
  String path() {
    return "/api/v1/" + section.replace('_', '-');
  }

  /** What tells one from another in a tenant, whatever the case where the tenant does not care. */
  String keyOf(Message message) {
    return switch (message) {
      case User user -> user.getEmail().toLowerCase(Locale.ROOT);
      case Template template ->
          "%s %s %s %s"
              .formatted(
                  template.getName().toLowerCase(Locale.ROOT),
                  template.getChannelKind(),
                  template.getEventKind(),
                  template.getLocale());
      case Channel channel -> channel.getName().toLowerCase(Locale.ROOT);
      default ->
          message.getField(message.getDescriptorForType().findFieldByName("name")).toString();
    };
  }
}
