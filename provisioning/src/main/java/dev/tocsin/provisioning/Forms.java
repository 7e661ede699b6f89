package dev.tocsin.provisioning;

import com.google.protobuf.Message;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.Integration;
import dev.tocsin.proto.alerting.v1.Route;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.TeamMember;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.platform.v1.Role;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import java.util.List;
import java.util.Locale;

/**
 * What each kind writes otherwise than the contract does: names for ids, and short forms. The rest
 * of a declaration is the contract's own fields, see {@link Fields}.
 */
final class Forms {
  private static final int POSITIONS_APART = 10;

  private Forms() {}

  /** Puts what is declared over what there is. */
  static void write(Item item, Body body, Message.Builder to) {
    switch (to) {
      case User.Builder user -> user(body, user);
      case Team.Builder team -> team(body, team);
      case Schedule.Builder schedule -> Turns.write(body, schedule);
      case Channel.Builder channel -> channel(body, channel);
      case TicketProvider.Builder provider -> provider(body, provider);
      case Template.Builder template -> template(body, template);
      case EscalationPolicy.Builder policy -> Steps.write(body, policy);
      case Route.Builder route -> route(item, body, route);
      case Integration.Builder integration -> body.take("key");
      default -> throw new IllegalStateException("no form for " + item.kind());
    }
    Fields.write(body, to);
  }

  private static void user(Body body, User.Builder user) {
    body.take("contacts");
    body.refuse("locale", "people choose their language themselves, in their preferences");
    body.text("email").ifPresent(email -> user.setEmail(email.text().strip()));
    body.text("timezone").ifPresent(zone -> user.setTimeZone(zone.text()));
    if (user.getName().isEmpty()) {
      user.setName(user.getEmail());
    }
    if (user.getRole() == Role.ROLE_UNSPECIFIED) {
      user.setRole(Role.ROLE_RESPONDER);
    }
  }

  private static void team(Body body, Team.Builder team) {
    body.texts("members")
        .ifPresent(
            members -> {
              List<TeamMember> before = team.getMembersList();
              team.clearMembers();
              for (YamlText member : members) {
                String id = body.id(Kind.USER, member.place(), member.text());
                team.addMembers(
                    before.stream()
                        .filter(known -> known.getUserId().equals(id))
                        .findFirst()
                        .orElse(TeamMember.newBuilder().setUserId(id).build()));
              }
            });
  }

  /** The kind follows from the settings that are there. */
  private static void channel(Body body, Channel.Builder channel) {
    for (var field : Channel.getDescriptor().getOneofs().getFirst().getFields()) {
      body.map(field.getName())
          .ifPresent(
              settings -> {
                channel.setKind(
                    ChannelKind.valueOf(
                        "CHANNEL_KIND_" + field.getName().toUpperCase(Locale.ROOT)));
                Fields.set(body, channel, field, settings);
              });
    }
    if (channel.getSettingsCase() == Channel.SettingsCase.SETTINGS_NOT_SET) {
      body.problem(
          body.place(),
          "the channel has no settings: give one of slack, email, sms, webhook, slack_webhook,"
              + " discord");
    }
  }

  private static void provider(Body body, TicketProvider.Builder provider) {
    for (var field : TicketProvider.getDescriptor().getOneofs().getFirst().getFields()) {
      body.map(field.getName())
          .ifPresent(
              settings -> {
                provider.setType(field.getName());
                Fields.set(body, provider, field, settings);
              });
    }
    if (provider.getType().isEmpty()) {
      body.problem(body.place(), "the ticket provider has no settings: give `webhook` or `jira`");
    }
  }

  private static void template(Body body, Template.Builder template) {
    body.take("channel")
        .ifPresent(
            kind ->
                Fields.set(
                    body,
                    template,
                    Template.getDescriptor().findFieldByName("channel_kind"),
                    kind));
    body.take("event")
        .ifPresent(
            kind ->
                Fields.set(
                    body, template, Template.getDescriptor().findFieldByName("event_kind"), kind));
  }

  private static void route(Item item, Body body, Route.Builder route) {
    route.setPosition((item.index() + 1) * POSITIONS_APART);
    body.take("match", "condition")
        .ifPresent(match -> Matches.condition(body, match).ifPresent(route::setCondition));
    body.text("policy", "escalation_policy")
        .ifPresentOrElse(
            policy -> route.setPolicyId(body.id(Kind.POLICY, policy.place(), policy.text())),
            () -> {
              if (route.getPolicyId().isEmpty()) {
                body.problem(body.place(), "the route has no `policy`");
              }
            });
    body.text("template")
        .ifPresent(name -> route.setTemplateId(body.id(Kind.TEMPLATE, name.place(), name.text())));
    body.text("ticket_provider")
        .ifPresent(
            name ->
                route.setTicketProviderId(
                    body.id(Kind.TICKET_PROVIDER, name.place(), name.text())));
    body.list("suppress_hours")
        .ifPresent(
            hours -> {
              route.clearSuppressHours();
              hours.forEach(
                  one -> Matches.quietHours(body, one).ifPresent(route::addSuppressHours));
            });
  }
}
