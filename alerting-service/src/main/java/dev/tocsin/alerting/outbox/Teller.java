package dev.tocsin.alerting.outbox;

import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.message.MessageContext;
import dev.tocsin.alerting.outbox.OutboxWorker.Due;
import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import dev.tocsin.proto.ticketing.v1.CommentAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls the service that a message is for. */
@Singleton
class Teller {

  private static final Duration NAME_PATIENCE = Duration.ofSeconds(1);
  private static final int TITLE_LENGTH = 500;
  private static final int NAME = 200;

  private final ServiceClients services;
  private final Directory directory;
  private final TocsinClock clock;
  private final String publicUrl;

  Teller(
      ServiceClients services,
      Directory directory,
      TocsinClock clock,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.services = services;
    this.directory = directory;
    this.clock = clock;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** Tells it; answers with what belongs on the timeline, if anything. */
  Uni<Optional<Reason>> tell(Due due, GroupView group) {
    String kind = due.message().payload().getString("kind", "");
    if (due.message().queue().equals(Message.NOTIFICATION)) {
      return revise(due, group, kind);
    }
    return switch (kind) {
      case "open_ticket" -> open(due, group);
      case "note" -> comment(due, group);
      default -> sync(due, group, kind);
    };
  }

  private Uni<Optional<Reason>> revise(Due due, GroupView group, String kind) {
    return context(due, group, due.message().payload().getString("event", kind))
        .map(context -> revision(due, group, kind, context))
        .chain(
            request ->
                services.call(
                    "notification",
                    MutinyNotificationServiceGrpc::newMutinyStub,
                    due.tenant(),
                    stub -> stub.reviseNotifications(request)))
        .map(answer -> Optional.empty());
  }

  private static ReviseNotificationsRequest revision(
      Due due, GroupView group, String kind, Map<String, Object> context) {
    ReviseNotificationsRequest.Builder request =
        ReviseNotificationsRequest.newBuilder()
            .setIdempotencyKey(due.message().key())
            .setAlertGroupId(group.id().toString())
            .setEventKind(
                kind.equals("resolved")
                    ? EventKind.EVENT_KIND_RESOLVED
                    : EventKind.EVENT_KIND_ACKNOWLEDGED)
            .setRenderContext(Structs.of(context))
            .setTemplateId(group.template().map(UUID::toString).orElse(""))
            .setKeyPrefix(due.message().payload().getString(Message.PAGES, ""));
    String before = due.message().payload().getString(Message.BEFORE, "");
    if (!before.isEmpty()) {
      request.setBeforeTime(ProtoTime.of(Instant.parse(before)));
    }
    return request.build();
  }

  private Uni<Optional<Reason>> open(Due due, GroupView group) {
    String provider = due.message().payload().getString("provider_id", "");
    String title = group.title();
    CreateTicketRequest request =
        CreateTicketRequest.newBuilder()
            .setProviderId(provider)
            .setAlertGroupId(group.id().toString())
            .setTitle(title.length() > TITLE_LENGTH ? title.substring(0, TITLE_LENGTH) : title)
            .setContext(
                Structs.of(MessageContext.of("page", due.tenant(), group, publicUrl).toMap()))
            .build();
    return services
        .call(
            "ticketing",
            MutinyTicketServiceGrpc::newMutinyStub,
            due.tenant(),
            stub -> stub.createTicket(request))
        .map(
            ticket ->
                Optional.of(
                    new Reason(
                        "ticket_requested",
                        "A ticket was asked for at provider " + provider,
                        Map.of("provider_id", provider, "ticket_id", ticket.getId()))));
  }

  private Uni<Optional<Reason>> sync(Due due, GroupView group, String kind) {
    return context(due, group, kind)
        .map(
            context -> {
              SyncAlertGroupRequest.Builder request =
                  SyncAlertGroupRequest.newBuilder()
                      .setAlertGroupId(group.id().toString())
                      .setState(kind)
                      .setContext(Structs.of(context));
              String at = due.message().payload().getString(Message.AT, "");
              if (!at.isEmpty()) {
                request.setChangeTime(ProtoTime.of(Instant.parse(at)));
              }
              return request.build();
            })
        .chain(
            request ->
                services.call(
                    "ticketing",
                    MutinyTicketServiceGrpc::newMutinyStub,
                    due.tenant(),
                    stub -> stub.syncAlertGroup(request)))
        .map(answer -> Optional.empty());
  }

  private Uni<Optional<Reason>> comment(Due due, GroupView group) {
    String text = due.message().payload().getString("text", "");
    return name(due.tenant(), actor(due))
        .map(
            author ->
                CommentAlertGroupRequest.newBuilder()
                    .setAlertGroupId(group.id().toString())
                    .setIdempotencyKey(due.message().key())
                    .setText(text)
                    .setAuthor(author.length() > NAME ? author.substring(0, NAME) : author)
                    .build())
        .chain(
            request ->
                services.call(
                    "ticketing",
                    MutinyTicketServiceGrpc::newMutinyStub,
                    due.tenant(),
                    stub -> stub.commentAlertGroup(request)))
        .map(answer -> Optional.empty());
  }

  private static Actor actor(Due due) {
    return new Actor(
        due.message().payload().getString("actor_kind", Actor.SYSTEM.kind()),
        due.message().payload().getString("actor_id", Actor.SYSTEM.id()));
  }

  private Uni<Map<String, Object>> context(Due due, GroupView group, String event) {
    Actor actor = actor(due);
    return name(due.tenant(), actor)
        .map(
            name -> {
              MessageContext context =
                  MessageContext.of(event, due.tenant(), group, publicUrl)
                      .actor(actor.kind(), name);
              String reason = due.message().payload().getString("reason", "");
              return (reason.isEmpty() ? context : context.reason(reason)).toMap();
            });
  }

  /** The person's name, for the reader; a message does not wait for it long. */
  private Uni<String> name(UUID tenant, Actor actor) {
    if (!actor.kind().equals("user")) {
      return Uni.createFrom().item(actor.kind().equals("source") ? "the monitoring" : actor.id());
    }
    UUID user;
    try {
      user = UUID.fromString(actor.id());
    } catch (IllegalArgumentException notAnId) {
      return Uni.createFrom().item(actor.id());
    }
    return directory
        .people(tenant, List.of(user), clock.now())
        .ifNoItem()
        .after(NAME_PATIENCE)
        .fail()
        .map(people -> people.containsKey(user) ? people.get(user).name() : "somebody")
        .onFailure()
        .recoverWithItem("somebody");
  }
}
